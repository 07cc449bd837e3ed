<#
.SYNOPSIS
    Measures the report on a run of 1,000 tasks: reading it, and writing each format.
.DESCRIPTION
    Uses a local workspace in the same process, so the figures include its work. The goal is 2 seconds for everything
    and 2 MB for the page.
.PARAMETER Count
    How often to measure. The figures are medians.
#>
[CmdletBinding()]
param(
    [ValidateRange(1, 100)]
    [int] $Count = 5
)

$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
Import-Module (Join-Path $root 'output/Databricks.Jobs')

function Get-Median {
    param([double[]] $Value)

    ($Value | Sort-Object)[[int][math]::Floor(($Value.Count - 1) / 2)]
}

$local = Start-DbxLocalWorkspace -Speed 100000
$folder = Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid())
try {
    $null = $local | Connect-DbxWorkspace
    Set-DbxLocalTask * -Output ('x' * 400)
    Set-DbxLocalTask load_*7 -ErrorMessage 'The source is not available'
    $tasks = @(@{ task_key = 'begin'; notebook_task = @{ notebook_path = '/begin' } })
    $tasks += foreach ($i in 0..499) {
        @{ task_key = "load_$i"; notebook_task = @{ notebook_path = '/load' }; depends_on = 'begin' }
        @{ task_key = "check_$i"; notebook_task = @{ notebook_path = '/check' }; depends_on = "load_$i" }
    }
    $job = New-DbxJob -Name thousand -Settings @{ tasks = @($tasks[0..999]) }
    $null = $job | Start-DbxJobRun -Wait -ErrorAction SilentlyContinue
    $run = Get-DbxRun -JobId $job.JobId -First 1
    foreach ($format in 'Html', 'Markdown', 'Svg') {
        $times = foreach ($i in 0..$Count) {
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $file = $run | Export-DbxRunReport -Path $folder -Format $format -Force
            $watch.Elapsed.TotalSeconds
        }
        [pscustomobject]@{
            Format = $format
            First = '{0:0.00} s' -f $times[0]
            Median = '{0:0.00} s' -f (Get-Median ($times | Select-Object -Skip 1))
            Size = '{0:N0} bytes' -f $file.Length
        }
    }
} finally {
    $local | Stop-DbxLocalWorkspace
    Remove-Item $folder -Recurse -Force -ErrorAction Ignore
}
