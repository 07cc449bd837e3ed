<#
.SYNOPSIS
    Makes the pictures of the README: real commands against a local workspace, drawn as a terminal shows them.
.DESCRIPTION
    A nightly job runs on several days. In the last run, a task fails and is repaired. The clock of the workspace moves
    only when the script advances it, and the IDs are replaced by fixed ones, so the pictures change only if the
    commands do. The picture of the report also depends on the browser and its fonts.
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    # The folder of the pictures.
    [string] $Path = [System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'docs', 'images'),

    # The program of Chromium or a browser that is based on it. Without it, there is no picture of the report.
    [string] $Browser
)

$ErrorActionPreference = 'Stop'
Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', 'Build', 'BuiltModule.psm1'))
Import-Module (Join-Path $PSScriptRoot 'TerminalPicture.psm1')
Clear-WorkspaceEnvironment
Import-BuiltModule

# Charts show local times, so the clock starts at the same local time everywhere.
Add-Type -TypeDefinition @'
using System;
public sealed class StoppedClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() { return new DateTimeOffset(new DateTime(2026, 3, 2, 2, 30, 0)); }
    public override long GetTimestamp() { return 0; }
}
'@
$module = (Get-Module Databricks.Jobs).ModuleBase
Add-Type -Path ([System.IO.Path]::Combine($module, 'net8.0', 'Databricks.Jobs.LocalWorkspace.dll'))
$options = [Databricks.Jobs.LocalWorkspace.LocalWorkspaceOptions]::new()
$options.TimeProvider = [StoppedClock]::new()
$server = [Databricks.Jobs.LocalWorkspace.LocalWorkspaceServer]::Start($options)

function Set-TaskScript([string] $Key, [double] $Minutes, [double] $Setup = 0, [double] $Cleanup = 0, [int] $Fail = 0) {
    $script = [Databricks.Jobs.LocalWorkspace.TaskScript] @{
        Duration = [timespan]::FromMinutes($Minutes)
        Setup = [timespan]::FromMinutes($Setup)
        Cleanup = [timespan]::FromMinutes($Cleanup)
        FailTimes = $Fail
    }
    if ($Fail) {
        $script.Error = "The table 'silver.customers' cannot be found."
    }
    $server.Script($Key, $script, 'nightly-etl')
}

# The workspace catches up when it gets a request, which must be before the scripts of the next day.
function Complete-Run([object] $Run, [double] $Hours) {
    $server.AdvanceTime([timespan]::FromHours($Hours))
    $null = Get-DbxRun $Run.RunId
}

function Save-Picture([string] $Name, [string] $Command, [string] $Title, [scriptblock] $Show) {
    $PSStyle.OutputRendering = 'Ansi'
    $lines = @(& $Show)
    $style = $PSStyle.Foreground
    $prompt = "$($style.BrightBlack)PS>$($PSStyle.Reset) $($style.BrightYellow)$Command$($PSStyle.Reset)"
    $svg = ConvertTo-TerminalSvg (@($prompt, '') + $lines) -Columns 112 -Title $Title
    [System.IO.File]::WriteAllText([System.IO.Path]::GetFullPath((Join-Path $Path $Name)), $svg)
}

function Save-ReportPicture([string] $Name, [object] $Run) {
    $page = Join-Path ([System.IO.Path]::GetTempPath()) "report-$PID.html"
    $file = [System.IO.Path]::GetFullPath((Join-Path $Path $Name))
    try {
        $null = Export-DbxRunReport $Run.RunId -Path $page -Force
        $html = [System.IO.File]::ReadAllText($page)
        $html = $html -replace "\b$($Run.RunId)\b", '455644833' -replace "\b$($Run.JobId)\b", '11223344'
        [System.IO.File]::WriteAllText($page, $html)
        # Chromium has no sandbox for root.
        & $Browser --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 `
            --window-size=1120,900 "--screenshot=$file" "file://$page" 2>$null
    } finally {
        Remove-Item $page -ErrorAction Ignore
    }
}

try {
    New-Item -ItemType Directory -Force $Path | Out-Null
    $null = Connect-DbxWorkspace $server.Address $server.Token
    $task = {
        param([string] $Key, [string[]] $On)
        @{ TaskKey = $Key; NotebookTask = @{ NotebookPath = "/etl/$Key" }; DependsOn = $On; MaxRetries = 1
            MinRetryIntervalMillis = 720000 }
    }
    $job = New-DbxJob -Name nightly-etl -Task @(
        & $task ingest_orders @()
        & $task ingest_customers @()
        & $task clean ingest_orders, ingest_customers
        & $task score_regions clean
        & $task load_warehouse clean
        & $task publish_report load_warehouse, score_regions
    )
    $runs = foreach ($day in 0..3) {
        Set-TaskScript ingest_orders (7 + $day) -Setup 3 -Cleanup 0.5
        Set-TaskScript ingest_customers 4 -Setup 3
        Set-TaskScript clean 12 -Setup 1
        Set-TaskScript score_regions 14 -Setup 0.5
        Set-TaskScript load_warehouse (9 + 4 * $day) -Setup 2 -Fail $(if ($day -eq 3) { 2 } else { 0 })
        Set-TaskScript publish_report 6 -Setup 1
        $run = Start-DbxJobRun $job
        if ($day -eq 3) {
            Complete-Run $run 6
            if ($Browser) {
                Save-ReportPicture report.png $run
            }
            $null = Invoke-DbxRunRepair $run.RunId
            Complete-Run $run 2
        } else {
            Complete-Run $run 24
        }
        $run
    }

    $last = Get-DbxRun $runs[-1].RunId -IncludeHistory
    $last.RunId = 455644833
    $last.JobId = 11223344
    Save-Picture show-run.svg 'Show-DbxRun 455644833' 'A run whose task failed and was repaired, as a chart' {
        $last | Show-DbxRun -Width 112
    }
    Save-Picture show-job.svg 'Show-DbxRun -JobId nightly-etl -Last 4' 'The latest runs of a job side by side' {
        (Show-DbxRun -JobId nightly-etl -Last 4 -Width 112) -replace "\b$($job.JobId)\b", '11223344'
    }
} finally {
    Disconnect-DbxWorkspace -ErrorAction Ignore
    $server.Dispose()
}
