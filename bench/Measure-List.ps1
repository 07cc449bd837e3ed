<#
.SYNOPSIS
    Lists 10,000 runs of four tasks (36 MB in 400 pages) and compares Get-DbxRun with what it competes with.
.DESCRIPTION
    Three ways to read the same pages from the same static server, each in a PowerShell of its own, in turn:

    Get-DbxRun         typed objects into the pipeline
    Invoke-RestMethod  the loop that a script would have otherwise
    raw                HttpClient and a scan of the tokens, in C#: no objects; what is left is the way there

    Cold is the first pass of a process, warm the second. Peak is the largest working set of the whole process;
    "above bare" is what is left of it after that of an empty PowerShell.
.EXAMPLE
    ./build.ps1; ./bench/Measure-List.ps1
#>
[CmdletBinding()]
param(
    # How many runs the server lists.
    [ValidateRange(1, 1000000)]
    [int] $Runs = 10000,

    # How long the server holds each answer back.
    [ValidateRange(0, 10000)]
    [int] $LatencyMilliseconds = 0,

    # How many processes for each way; the table has the medians.
    [ValidateRange(1, 100)]
    [int] $Repeat = 3,

    # The ways to measure.
    [ValidateSet('Get-DbxRun', 'Invoke-RestMethod', 'raw')]
    [string[]] $Way = @('Get-DbxRun', 'Invoke-RestMethod', 'raw')
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot 'BenchTools.psm1')
Clear-WorkspaceEnvironment

# Each defines Measure-Pass, which gives the number of runs that it saw. The counting costs the same in both pipelines.
$setUp = @{
    'bare' = 'function Measure-Pass { 0 }'

    'Get-DbxRun' = @'
Import-Module 'MANIFEST'
$null = Connect-DbxWorkspace -HostUri 'HOST' -Token 'bench'
function Measure-Pass {
    $count = 0
    Get-DbxRun -ExpandTasks | . { process { $count++ } }
    $count
}
'@

    'Invoke-RestMethod' = @'
$headers = @{ Authorization = 'Bearer bench' }
function Get-Run {
    $pageToken = ''
    do {
        $uri = 'HOST/api/2.2/jobs/runs/list?limit=25&expand_tasks=true'
        if ($pageToken) {
            $uri += '&page_token=' + [uri]::EscapeDataString($pageToken)
        }
        $page = Invoke-RestMethod -Uri $uri -Headers $headers
        $page.runs
        $pageToken = $page.PSObject.Properties['next_page_token'].Value
    } while ($pageToken)
}
function Measure-Pass {
    $count = 0
    Get-Run | . { process { $count++ } }
    $count
}
'@

    'raw' = @'
Add-Type -Path 'RAWLOOP'
function Measure-Pass {
    [RawLoop.RawClient]::CountRuns('HOST', 'bench')
}
'@
}

$measure = @'

$ProgressPreference = 'SilentlyContinue'
$seconds = @()
foreach ($pass in 1, 2) {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $count = Measure-Pass
    $seconds += $watch.Elapsed.TotalSeconds
}
$process = [System.Diagnostics.Process]::GetCurrentProcess()
@{ Count = $count; Cold = $seconds[0]; Warm = $seconds[1]; Peak = $process.PeakWorkingSet64 } | ConvertTo-Json -Compress
'@

$server = Start-StaticServer -Runs $Runs -LatencyMilliseconds $LatencyMilliseconds
try {
    "Server: $($server.Content)"
    $values = @{
        HOST = $server.HostUri
        MANIFEST = if ($Way -contains 'Get-DbxRun') { (Get-BuiltManifest).Replace("'", "''") } else { '' }
        RAWLOOP = (Build-BenchProject RawLoop).Replace("'", "''")
    }

    $ways = @('bare') + $Way
    $samples = @{}
    foreach ($name in $ways) {
        $samples[$name] = @()
    }
    # In turn, so that a busy moment of the machine does not fall on one way alone.
    for ($i = 0; $i -lt $Repeat; $i++) {
        foreach ($name in $ways) {
            $code = $setUp[$name] + $measure
            foreach ($key in $values.Keys) {
                $code = $code.Replace($key, $values[$key])
            }
            $sample = (Invoke-Timed $code).Output | ConvertFrom-Json
            if ($name -ne 'bare' -and $sample.Count -ne $Runs) {
                throw "$name saw $($sample.Count) runs of $Runs."
            }
            $samples[$name] += $sample
        }
    }

    $barePeak = Get-Median @($samples['bare'].Peak)
    $rows = foreach ($name in $Way) {
        [pscustomobject]@{
            Way = $name
            Cold = $Runs / (Get-Median @($samples[$name].Cold))
            Warm = $Runs / (Get-Median @($samples[$name].Warm))
            Peak = Get-Median @($samples[$name].Peak)
        }
    }
    $own = $rows | Where-Object Way -EQ 'Get-DbxRun'
    $rows | Format-Table -AutoSize @(
        'Way'
        @{ Name = 'cold, runs/s'; Expression = { '{0:n0}' -f $_.Cold }; Align = 'Right' }
        @{ Name = 'warm, runs/s'; Expression = { '{0:n0}' -f $_.Warm }; Align = 'Right' }
        @{ Name = 'peak, MB'; Expression = { '{0:n0}' -f ($_.Peak / 1MB) }; Align = 'Right' }
        @{ Name = 'above bare, MB'; Expression = { '{0:n0}' -f (($_.Peak - $barePeak) / 1MB) }; Align = 'Right' }
        if ($own) {
            @{
                Name = 'Get-DbxRun is, cold'
                Expression = { '{0:n2} x as fast' -f ($own.Cold / $_.Cold) }
                Align = 'Right'
            }
            @{
                Name = 'Get-DbxRun is, warm'
                Expression = { '{0:n2} x as fast' -f ($own.Warm / $_.Warm) }
                Align = 'Right'
            }
        }
    ) | Out-String -Width 160
} finally {
    Stop-StaticServer $server
}
