<#
.SYNOPSIS
    Measures whole processes: import, first call, list, many IDs, wait for many runs; each with its baseline.
.DESCRIPTION
    Calls the other Measure scripts in this folder, shows their tables, and writes them to a page together with the
    machine and the versions. This takes about eight minutes. Run nothing else during this time: the page shows how busy
    the machine was.
.EXAMPLE
    ./build.ps1; ./bench/Measure-All.ps1
#>
[CmdletBinding()]
param(
    # The page to write.
    [string] $Path = (Join-Path $PSScriptRoot 'RESULTS.md'),

    # Takes fewer samples, to check that everything works: shows the tables and writes no page.
    [switch] $Quick
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot 'BenchTools.psm1')

$steps = [ordered]@{
    'Measure-Import.ps1' = if ($Quick) { @{ Repeat = 2 } } else { @{} }
    'Measure-List.ps1' = if ($Quick) { @{ Repeat = 1; Runs = 1000 } } else { @{} }
    'Measure-ManyIds.ps1' = if ($Quick) { @{ Ids = 50 } } else { @{} }
    'Measure-Wait.ps1' = if ($Quick) { @{ Runs = 20; Seconds = 5 } } else { @{} }
    'Measure-Definitions.ps1' = if ($Quick) { @{ Repeat = 1 } } else { @{} }
}

# The number of programs that needed a processor in the last minute; nothing if the system does not provide it.
function Get-Load {
    if (Test-Path /proc/loadavg) { [double] ((Get-Content /proc/loadavg) -split ' ')[0] }
}

function Get-ProcessorName {
    if (Test-Path /proc/cpuinfo) {
        $line = Get-Content /proc/cpuinfo | Where-Object { $_ -like 'model name*' } | Select-Object -First 1
        if ($line) { return ($line -split ':', 2)[1].Trim() }
    }
    if ($env:PROCESSOR_IDENTIFIER) {
        $env:PROCESSOR_IDENTIFIER
    } else {
        [System.Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture
    }
}

$loadBefore = Get-Load
$watch = [System.Diagnostics.Stopwatch]::StartNew()
$figures = @(foreach ($step in $steps.Keys) {
    $arguments = $steps[$step]
    $some = @(& (Join-Path $PSScriptRoot $step) @arguments -PassThru)
    Show-Figure $some | Out-Host
    $some
})
if ($Quick) {
    return
}

$root = Split-Path $PSScriptRoot
$memory = [GC]::GetGCMemoryInfo().TotalAvailableMemoryBytes / 1GB
$invariant = [cultureinfo]::InvariantCulture
$commit = git -C $root rev-parse --short HEAD 2>$null
$changes = git -C $root status --porcelain -- src 2>$null
$module = (Split-Path (Get-BuiltManifest) | Split-Path -Leaf) +
    $(if ($commit) { ", commit $commit" }) + $(if ($changes) { ' with changes' })
$lines = @(
    '# Results'
    ''
    'Written by `./bench/Measure-All.ps1`. [README.md](README.md) describes what is measured and how.'
    ''
    '| | |'
    '|---|---|'
    "| Date | $([DateTime]::UtcNow.ToString('yyyy-MM-dd HH:mm', $invariant)) UTC |"
    "| Machine | $(Get-ProcessorName), $([Environment]::ProcessorCount) cores, " +
        "$($memory.ToString('n0', $invariant)) GB |"
    "| System | $([System.Runtime.InteropServices.RuntimeInformation]::OSDescription) |"
    "| Versions | Databricks.Jobs $module; PowerShell $($PSVersionTable.PSVersion); " +
        "$([System.Runtime.InteropServices.RuntimeInformation]::FrameworkDescription) |"
    "| Command | ``./bench/Measure-All.ps1``, $($watch.Elapsed.TotalMinutes.ToString('n1', $invariant)) min |"
    "| Load average | $(if ($null -eq $loadBefore) { 'unknown' } else { "$loadBefore before" }) |"
    if ($loadBefore -gt 1) {
        ''
        '**The machine was busy with other work. These figures only show that the measurements run.**'
    }
    foreach ($scenario in $figures.Scenario | Select-Object -Unique) {
        ''
        "## $scenario"
        ''
        '| Measured | Figure | Ratio | Goal |'
        '|---|--:|--:|---|'
        $figures | Where-Object Scenario -EQ $scenario |
            ForEach-Object { "| $($_.Measured) | $($_.Figure) | $($_.Ratio) | $($_.Goal) |" }
    }
)
[System.IO.File]::WriteAllText($Path, ($lines -join "`n") + "`n")
"The page is $Path"
