<#
.SYNOPSIS
    Waits for 200 runs of a minute, with Wait-DbxRun and with the loop that a script would use otherwise.
.DESCRIPTION
    Each variant has its own local workspace, at normal speed, and starts 200 runs in it. The script counts the requests
    that the wait sent, as recorded by the workspace, and measures the delay between the end of a run and its result.

    The loop gets each run that is still active, one after the other, and waits ten seconds after each round, as most
    scripts do.
.EXAMPLE
    ./build.ps1; ./bench/Measure-Wait.ps1
#>
[CmdletBinding()]
param(
    # The number of runs to wait for.
    [ValidateRange(4, 5000)]
    [int] $Runs = 200,

    # How long each run takes.
    [ValidateRange(1, 86400)]
    [int] $Seconds = 60,

    # Returns the figures as objects and shows no tables.
    [switch] $PassThru
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot 'BenchTools.psm1')
Clear-WorkspaceEnvironment

$ways = [ordered]@{
    'Wait-DbxRun' = @'
$results = $ids | Wait-DbxRun | ForEach-Object {
    [pscustomobject]@{
        RunId = $_.RunId
        Result = $_.State.ResultState
        Delay = ([DateTimeOffset]::UtcNow - $_.EndTime).TotalSeconds
    }
}
'@

    'Invoke-RestMethod' = @'
$results = @()
$pending = $ids
while ($pending) {
    $left = @()
    foreach ($id in $pending) {
        $run = Invoke-RestMethod -Uri "{{HOST}}/api/2.2/jobs/runs/get?run_id=$id" -Headers $headers
        if ($run.state.PSObject.Properties['result_state']) {
            $results += [pscustomobject]@{
                RunId = $id
                Result = $run.state.result_state
                Delay = [DateTimeOffset]::UtcNow.ToUnixTimeMilliseconds() / 1000 - $run.end_time / 1000
            }
        } else {
            $left += $id
        }
    }
    $pending = $left
    if ($pending) {
        Start-Sleep -Seconds 10
    }
}
'@
}

$start = @'
$ProgressPreference = 'SilentlyContinue'
Import-Module '{{MANIFEST}}'
$null = Connect-DbxWorkspace -HostUri '{{HOST}}' -Token '{{TOKEN}}'
$headers = @{ Authorization = 'Bearer {{TOKEN}}' }
$script = @{ task_key = 'minute'; setup_seconds = 0; duration_seconds = {{SECONDS}} } | ConvertTo-Json
$null = Invoke-RestMethod -Method Post -Uri '{{HOST}}/local/scripts' -Headers $headers -Body $script
$task = New-DbxTask -TaskKey minute -NotebookPath /Bench/minute
$ids = @(1..{{COUNT}} | ForEach-Object { (Start-DbxRun -Task $task -Name "bench-$_").RunId })
$null = Invoke-RestMethod -Method Delete -Uri '{{HOST}}/local/requests' -Headers $headers

'@

$end = @'

$requests = (Invoke-RestMethod -Uri '{{HOST}}/local/requests' -Headers $headers).requests
$right = @($results | Where-Object Result -EQ 'SUCCESS' | Select-Object -ExpandProperty RunId -Unique)
$delays = @($results.Delay | Sort-Object)
@{
    Right = $right.Count
    Requests = @($requests).Count
    Longest = $delays[-1]
    Median = $delays[[Math]::Floor($delays.Count / 2)]
} | ConvertTo-Json -Compress
'@

$samples = @{}
foreach ($name in $ways.Keys) {
    $workspace = Start-WorkspaceProcess
    try {
        $values = @{
            HOST = $workspace.HostUri
            TOKEN = $workspace.Token
            MANIFEST = Get-BuiltManifest
            COUNT = $Runs
            SECONDS = $Seconds
        }
        $samples[$name] = (Invoke-Timed (Expand-Code ($start + $ways[$name] + $end) $values)).Output | ConvertFrom-Json
    } finally {
        Stop-WorkspaceProcess $workspace
    }
    if ($samples[$name].Right -ne $Runs) {
        throw "$name saw $($samples[$name].Right) right results of $Runs."
    }
}

$scenario = "Wait for $Runs runs of $Seconds s"
$own = $samples['Wait-DbxRun']
$rest = $samples['Invoke-RestMethod']
$figures = @(
    Get-Figure $scenario 'Wait-DbxRun, requests' $own.Requests 'requests' -Goal $(if ($Runs -eq 200) { 150 })
    Get-Figure $scenario 'Invoke-RestMethod, requests' $rest.Requests 'requests'
    Get-Figure $scenario 'Wait-DbxRun, for comparison' $own.Requests 'requests' 'Invoke-RestMethod' $rest.Requests
    Get-Figure $scenario 'Wait-DbxRun, longest delay between the end of a run and its result' $own.Longest 's' -Goal 10
    Get-Figure $scenario 'Wait-DbxRun, median delay' $own.Median 's'
    Get-Figure $scenario 'Invoke-RestMethod, longest delay' $rest.Longest 's'
    Get-Figure $scenario 'Invoke-RestMethod, median delay' $rest.Median 's'
)
if ($PassThru) { $figures } else { Show-Figure $figures }
