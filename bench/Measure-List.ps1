<#
.SYNOPSIS
    Lists 10,000 runs of four tasks (36 MB in 400 pages) and compares Get-DbxRun with the alternatives.
.DESCRIPTION
    There are three ways to read the same pages from the same static server:

    Get-DbxRun         typed objects into the pipeline
    Invoke-RestMethod  the loop that a script would use otherwise
    raw loop           HttpClient and a scan of the tokens, in C#: no objects, only the transport

    First, each variant runs in a separate PowerShell process, in turn: the first (cold) pass and the second pass. Peak
    is the largest working set of the whole process after both passes. "over bare pwsh" is the peak minus the peak of an
    empty PowerShell.

    Then Get-DbxRun and the raw loop run warm, in turn, in one process. This is the ratio that matters, because both use
    the same machine at the same time. The runtime needs about four passes until it has optimized frequently executed
    code, so the first five passes do not count. Allocations are those of one pass of Get-DbxRun, divided by the size of
    the JSON.
.EXAMPLE
    ./build.ps1; ./bench/Measure-List.ps1
#>
[CmdletBinding()]
param(
    # The number of runs that the server lists.
    [ValidateRange(1, 1000000)]
    [int] $Runs = 10000,

    # How long the server delays each response.
    [ValidateRange(0, 10000)]
    [int] $LatencyMilliseconds = 0,

    # The number of processes for each variant; the table shows the medians.
    [ValidateRange(1, 100)]
    [int] $Repeat = 3,

    # Returns the figures as objects and shows no tables.
    [switch] $PassThru
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot 'BenchTools.psm1')
Clear-WorkspaceEnvironment

# Each defines Measure-Pass, which returns the number of runs that it read. Counting costs the same in both pipelines.
$own = @'
Import-Module '{{MANIFEST}}'
$null = Connect-DbxWorkspace -HostUri '{{HOST}}' -Token 'bench'
function Measure-Pass {
    (Get-DbxRun -ExpandTasks | Measure-Object).Count
}
'@
$setUp = [ordered]@{
    'bare' = 'function Measure-Pass { 0 }'

    'Get-DbxRun' = $own

    'Invoke-RestMethod' = @'
$headers = @{ Authorization = 'Bearer bench' }
function Get-Run {
    $pageToken = ''
    do {
        $uri = '{{HOST}}/api/2.2/jobs/runs/list?limit=25&expand_tasks=true'
        if ($pageToken) {
            $uri += '&page_token=' + [uri]::EscapeDataString($pageToken)
        }
        $page = Invoke-RestMethod -Uri $uri -Headers $headers
        $page.runs
        $pageToken = $page.PSObject.Properties['next_page_token'].Value
    } while ($pageToken)
}
function Measure-Pass {
    (Get-Run | Measure-Object).Count
}
'@

    'raw loop' = @'
Add-Type -Path '{{RAWLOOP}}'
function Measure-Pass {
    [RawLoop.RawClient]::CountRuns('{{HOST}}', 'bench')
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
@{
    Count = $count
    Cold = $seconds[0]
    Second = $seconds[1]
    Peak = $process.PeakWorkingSet64
    Collections = [GC]::CollectionCount(0)
} | ConvertTo-Json -Compress
'@

$together = $own + @'

Add-Type -Path '{{RAWLOOP}}'
$jsonBytes = [RawLoop.RawClient]::CountBytes('{{HOST}}', 'bench')
foreach ($pass in -4..7) {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $null = [RawLoop.RawClient]::CountRuns('{{HOST}}', 'bench')
    $raw = $watch.Elapsed.TotalSeconds
    $allocated = [GC]::GetTotalAllocatedBytes($true)
    $watch.Restart()
    $count = Measure-Pass
    $own = $watch.Elapsed.TotalSeconds
    $allocated = [GC]::GetTotalAllocatedBytes($true) - $allocated
    if ($pass -gt 0) {
        @{ Count = $count; Raw = $raw; Own = $own; Allocated = $allocated / $jsonBytes } | ConvertTo-Json -Compress
    }
}
'@

function Read-Sample {
    param([string] $Name, [string] $Code)

    (Invoke-Timed (Expand-Code $Code $values)).Output -split '\r?\n' | Where-Object { $_ } | ForEach-Object {
        $sample = $_ | ConvertFrom-Json
        if ($Name -ne 'bare' -and $sample.Count -ne $Runs) {
            throw "$Name saw $($sample.Count) runs of $Runs."
        }
        $sample
    }
}

$server = Start-StaticServer -Runs $Runs -LatencyMilliseconds $LatencyMilliseconds
try {
    $values = @{
        HOST = $server.HostUri
        MANIFEST = Get-BuiltManifest
        RAWLOOP = Build-BenchProject RawLoop
    }
    $samples = @{ together = @() }
    foreach ($name in $setUp.Keys) {
        $samples[$name] = @()
    }
    # In turn, so that a busy moment of the machine does not affect only one variant.
    for ($i = 0; $i -lt $Repeat; $i++) {
        foreach ($name in $setUp.Keys) {
            $samples[$name] += Read-Sample $name ($setUp[$name] + $measure)
        }
        $samples.together += Read-Sample together $together
    }
} finally {
    Stop-StaticServer $server
}

$ways = @($setUp.Keys) -ne 'bare'
$others = $ways -ne 'Get-DbxRun'
$barePeak = Get-Median @($samples['bare'].Peak)
$figures = @(
    $scenario = "List $($server.Content), separate processes, medians of $Repeat"
    foreach ($pass in 'Cold', 'Second') {
        $label = "$($pass.ToLowerInvariant()) pass"
        $seconds = Get-Median @($samples['Get-DbxRun'].$pass)
        Get-Figure $scenario "Get-DbxRun, $label" $seconds 's'
        foreach ($name in $others) {
            $other = Get-Median @($samples[$name].$pass)
            Get-Figure $scenario "$name, $label" $other 's'
            Get-Figure $scenario 'Get-DbxRun, for comparison' $seconds 's' $name $other
        }
    }
    foreach ($name in $ways) {
        $over = ((Get-Median @($samples[$name].Peak)) - $barePeak) / 1MB
        Get-Figure $scenario "$name, peak memory over bare pwsh" $over 'MB' -Goal $(if ($name -eq 'Get-DbxRun') { 50 })
    }
    Get-Figure $scenario 'bare pwsh, peak memory' ($barePeak / 1MB) 'MB'
    Get-Figure $scenario 'Get-DbxRun, garbage collections' (Get-Median @($samples['Get-DbxRun'].Collections))

    $scenario = "List $($server.Content), warm, in one process, medians of $(7 * $Repeat) passes"
    $ownSeconds = Get-Median @($samples.together.Own)
    $rawSeconds = Get-Median @($samples.together.Raw)
    Get-Figure $scenario 'raw loop' $rawSeconds 's'
    Get-Figure $scenario 'Get-DbxRun' $ownSeconds 's' 'the raw loop' $rawSeconds 2.5
    Get-Figure $scenario 'Get-DbxRun, objects' ($Runs / $ownSeconds) 'runs/s'
    Get-Figure $scenario 'Get-DbxRun, allocations' (Get-Median @($samples.together.Allocated)) 'x the JSON' -Goal 2.5
)
if ($PassThru) { $figures } else { Show-Figure $figures }
