<#
.SYNOPSIS
    Measures Import-DbxJob: 500 new jobs, and 500 unchanged ones, against a local workspace of the same process.
.EXAMPLE
    pwsh -NoProfile -File bench/Measure-ImportJobs.ps1
#>
[CmdletBinding()]
param(
    [int] $Count = 500
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module ([System.IO.Path]::Combine((Split-Path $PSScriptRoot), 'tools', 'Build', 'BuiltModule.psm1'))
Import-BuiltModule

$local = Start-DbxLocalWorkspace
$null = $local | Connect-DbxWorkspace
$folder = Join-Path ([System.IO.Path]::GetTempPath()) "dbx-import-$PID"
$null = New-Item -ItemType Directory $folder
try {
    foreach ($i in 1..$Count) {
        $tasks = foreach ($key in 'ingest', 'clean', 'report') {
            @{ task_key = $key; notebook_task = @{ notebook_path = "/etl/$key"; base_parameters = @{ day = 'today' } } }
        }
        @{ name = "job $i"; tags = @{ team = 'sales' }; tasks = $tasks } | ConvertTo-Json -Depth 9 |
            Set-Content (Join-Path $folder "$i.json")
    }

    $list = Measure-Command { Get-DbxJob -ExpandTasks | Out-Null }
    $create = Measure-Command { $null = Import-DbxJob $folder }
    $list = Measure-Command { Get-DbxJob -ExpandTasks | Out-Null }
    foreach ($round in 1..3) {
        $unchanged = Measure-Command { $items = Import-DbxJob $folder }
        if ($items.Action -ne 'Unchanged') {
            throw 'Some jobs are not unchanged.'
        }
        [pscustomobject]@{
            Jobs = $Count
            CreateSeconds = [Math]::Round($create.TotalSeconds, 2)
            ListSeconds = [Math]::Round($list.TotalSeconds, 2)
            UnchangedSeconds = [Math]::Round($unchanged.TotalSeconds, 2)
        }
    }
} finally {
    Remove-Item -Recurse $folder
    $local | Stop-DbxLocalWorkspace
}
