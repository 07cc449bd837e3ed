<#
.SYNOPSIS
    Gets 500 runs by ID from a slow server, concurrently and one after the other.
.DESCRIPTION
    The static server delays each response by 50 ms, like a distant workspace. In one PowerShell process, warmed up with
    one call, the script measures one Get-DbxRun for all IDs, a Get-DbxRun for each ID, and an Invoke-RestMethod for
    each ID.
.EXAMPLE
    ./build.ps1; ./bench/Measure-ManyIds.ps1
#>
[CmdletBinding()]
param(
    # The number of runs to get.
    [ValidateRange(1, 100000)]
    [int] $Ids = 500,

    # How long the server delays each response.
    [ValidateRange(0, 10000)]
    [int] $LatencyMilliseconds = 50,

    # The number of repetitions; the table shows the medians.
    [ValidateRange(1, 100)]
    [int] $Repeat = 1,

    # Returns the figures as objects and shows no tables.
    [switch] $PassThru
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot 'BenchTools.psm1')
Clear-WorkspaceEnvironment

$code = @'
$ProgressPreference = 'SilentlyContinue'
Import-Module '{{MANIFEST}}'
$null = Connect-DbxWorkspace -HostUri '{{HOST}}' -Token 'bench'
$headers = @{ Authorization = 'Bearer bench' }
$ids = 1..{{COUNT}}
$ways = @{
    Together = { Get-DbxRun -RunId $ids }
    InTurn = { foreach ($id in $ids) { Get-DbxRun -RunId $id } }
    Rest = {
        foreach ($id in $ids) {
            Invoke-RestMethod -Uri "{{HOST}}/api/2.2/jobs/runs/get?run_id=$id" -Headers $headers
        }
    }
}
$null = Get-DbxRun -RunId 1
$null = Invoke-RestMethod -Uri '{{HOST}}/api/2.2/jobs/runs/get?run_id=1' -Headers $headers
$seconds = @{}
foreach ($name in $ways.Keys) {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $count = @(& $ways[$name]).Count
    $seconds[$name] = $watch.Elapsed.TotalSeconds
    if ($count -ne $ids.Count) {
        throw "$name saw $count runs of $($ids.Count)."
    }
}
$seconds | ConvertTo-Json -Compress
'@

$server = Start-StaticServer -Runs 25 -LatencyMilliseconds $LatencyMilliseconds
try {
    $values = @{ HOST = $server.HostUri; MANIFEST = Get-BuiltManifest; COUNT = $Ids }
    $samples = @(for ($i = 0; $i -lt $Repeat; $i++) {
        (Invoke-Timed (Expand-Code $code $values)).Output | ConvertFrom-Json
    })
} finally {
    Stop-StaticServer $server
}

$scenario = "$Ids runs by id, $LatencyMilliseconds ms latency"
$together = Get-Median @($samples.Together)
$inTurn = Get-Median @($samples.InTurn)
$rest = Get-Median @($samples.Rest)
# With eight concurrent requests, an eighth is the best possible result.
$figures = @(
    Get-Figure $scenario 'one Get-DbxRun for all' $together 's' 'one after the other' $inTurn 0.2
    Get-Figure $scenario 'a Get-DbxRun for each, one after the other' $inTurn 's'
    Get-Figure $scenario 'an Invoke-RestMethod for each' $rest 's'
    Get-Figure $scenario 'one Get-DbxRun, for comparison' $together 's' 'Invoke-RestMethod' $rest
)
if ($PassThru) { $figures } else { Show-Figure $figures }
