<#
.SYNOPSIS
    Reads and tests a YAML file of 5 MB with 1,000 tasks, and compares two jobs of 1,000 tasks.
.DESCRIPTION
    In one PowerShell process, the script measures the first call and the median of the calls after it.
.EXAMPLE
    ./build.ps1; ./bench/Measure-Definitions.ps1
#>
[CmdletBinding()]
param(
    # The number of tasks in a job.
    [ValidateRange(1, 100000)]
    [int] $Tasks = 1000,

    # The size of the file, in megabytes.
    [ValidateRange(1, 15)]
    [int] $Megabytes = 5,

    # The number of warm calls.
    [ValidateRange(1, 100)]
    [int] $Repeat = 7,

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
$folder = New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid()))
$file = Join-Path $folder 'large.yml'
$perTask = [int] ({{MEGABYTES}} * 1000000 / {{TASKS}})
$lines = [System.Text.StringBuilder]::new("name: large`ntasks:`n")
foreach ($i in 1..{{TASKS}}) {
    $start = $lines.Length
    $null = $lines.Append("  - task_key: task_$i`n")
    if ($i -gt 1) { $null = $lines.Append("    depends_on:`n      - task_key: task_$($i - 1)`n") }
    $null = $lines.Append("    max_retries: 2`n    timeout_seconds: 3600`n    notebook_task:`n")
    $null = $lines.Append("      notebook_path: /Workspace/etl/task_$i`n      base_parameters:`n")
    for ($k = 0; $lines.Length - $start -lt $perTask; $k++) {
        $null = $lines.Append("        parameter_${k}: the value of the parameter $k of the task $i, as text`n")
    }
}
[System.IO.File]::WriteAllText($file, $lines.ToString())

function Measure-Call {
    param([scriptblock] $Call)

    foreach ($round in 0..{{REPEAT}}) {
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $null = & $Call
        $watch.Elapsed.TotalMilliseconds
    }
}

$test = Measure-Call { Test-DbxJob $file }
$small = [System.Text.StringBuilder]::new('{ "name": "a", "tasks": [')
foreach ($i in 1..{{TASKS}}) {
    if ($i -gt 1) { $null = $small.Append(',') }
    $null = $small.Append("{ `"task_key`": `"task_$i`", `"max_retries`": 2, `"notebook_task`": " +
        "{ `"notebook_path`": `"/etl/task_$i`", `"base_parameters`": { `"a`": `"1`", `"b`": `"2`" } } }")
}
$left = [Databricks.Jobs.Models.JobSettings]::FromJson("$($small)] }")
$right = [Databricks.Jobs.Models.JobSettings]::FromJson("$($small)] }")
$right.Tasks.Reverse()
$right.Tasks[7].MaxRetries = 3
$compare = Measure-Call { Compare-DbxJob $left $right }
$wrong = @(Compare-DbxJob $left $right).Count -ne 1
Remove-Item -Recurse $folder
if ($wrong) { throw 'The comparison is wrong.' }
@{
    TestFirst = $test[0]
    TestWarm = ($test | Select-Object -Skip 1 | Sort-Object)[[int] [Math]::Floor({{REPEAT}} / 2)]
    CompareFirst = $compare[0]
    CompareWarm = ($compare | Select-Object -Skip 1 | Sort-Object)[[int] [Math]::Floor({{REPEAT}} / 2)]
} | ConvertTo-Json -Compress
'@

$samples = (Invoke-Timed (Expand-Code $code @{
            MANIFEST = Get-BuiltManifest; TASKS = $Tasks; MEGABYTES = $Megabytes; REPEAT = $Repeat
        })).Output | ConvertFrom-Json
$scenario = "$Tasks tasks"
$figures = @(
    Get-Figure $scenario "Test-DbxJob of $Megabytes MB YAML, first call" $samples.TestFirst 'ms'
    Get-Figure $scenario "Test-DbxJob of $Megabytes MB YAML, warm" $samples.TestWarm 'ms' -Goal 1000
    Get-Figure $scenario 'Compare-DbxJob of two jobs, first call' $samples.CompareFirst 'ms'
    Get-Figure $scenario 'Compare-DbxJob of two jobs, warm' $samples.CompareWarm 'ms' -Goal 100
)
if ($PassThru) { $figures } else { Show-Figure $figures }
