<#
.SYNOPSIS
    Measures how much the import of the module adds to the start of PowerShell, and how long the first call takes.
.DESCRIPTION
    Every sample is a new process. The variants alternate, and the table shows the medians.

    The import is compared with Microsoft.PowerShell.ThreadJob, a small binary module that ships with PowerShell, and
    with a module with one cmdlet that does nothing (EmptyModule). The first call is compared with a bare GET of the
    same body with a new HttpClient. Connecting requests the caller's name from the workspace, which warms up the
    runtime's HTTP stack. The row "connect, then" includes both. "right after the import" finds the workspace in
    environment variables.
.EXAMPLE
    ./build.ps1; ./bench/Measure-Import.ps1
#>
[CmdletBinding()]
param(
    # The number of processes for each variant.
    [ValidateRange(1, 1000)]
    [int] $Repeat = 15,

    # Returns the figures as objects and shows no tables.
    [switch] $PassThru
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot 'BenchTools.psm1')
Clear-WorkspaceEnvironment

# All modules are imported by path, so that none includes a search.
$threadJob = Get-Module -ListAvailable Microsoft.PowerShell.ThreadJob | Select-Object -First 1
$imports = [ordered]@{
    'pwsh -NoProfile' = ''
    'Databricks.Jobs' = "Import-Module '{{MANIFEST}}'"
    'an empty binary module' = "Import-Module '{{EMPTY}}'"
}
if ($threadJob) {
    $imports['Microsoft.PowerShell.ThreadJob'] = "Import-Module '{{THREADJOB}}'"
}

$watch = '$watch = [System.Diagnostics.Stopwatch]::StartNew()'
$tell = '$watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)'
$calls = [ordered]@{
    'Get-DbxJob -JobId 1, right after the import' = @"
`$env:DATABRICKS_HOST = '{{HOST}}'
`$env:DATABRICKS_TOKEN = 'bench'
Import-Module '{{MANIFEST}}'
$watch
`$null = Get-DbxJob -JobId 1
$tell
"@
    'Get-DbxJob -JobId 1, once connected' = @"
Import-Module '{{MANIFEST}}'
`$null = Connect-DbxWorkspace -HostUri '{{HOST}}' -Token 'bench'
$watch
`$null = Get-DbxJob -JobId 1
$tell
"@
    'connect, then Get-DbxJob' = @"
Import-Module '{{MANIFEST}}'
$watch
`$null = Connect-DbxWorkspace -HostUri '{{HOST}}' -Token 'bench'
`$null = Get-DbxJob -JobId 1
$tell
"@
    'a bare HttpClient GET' = @"
Add-Type -Path '{{RAWLOOP}}'
$watch
`$null = [RawLoop.RawClient]::GetOnce('{{HOST}}', 'bench', 'api/2.2/jobs/get?job_id=1')
$tell
"@
}

# What an import loads in addition to the module. The first check loads what the check itself needs.
$loaded = @'
function Get-Loaded { foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies()) { $assembly.GetName().Name } }
Import-Module '{{EMPTY}}'
$null = Get-Loaded
$before = Get-Loaded
Import-Module '{{MANIFEST}}'
$after = Get-Loaded
@($after | Where-Object { $before -notcontains $_ -and $_ -notlike 'Databricks.Jobs*' }) -join ', '
'@

$server = Start-StaticServer -Runs 25
try {
    $values = @{
        MANIFEST = Get-BuiltManifest
        EMPTY = [System.IO.Path]::ChangeExtension((Build-BenchProject EmptyModule), 'psd1')
        THREADJOB = $threadJob.Path
        RAWLOOP = Build-BenchProject RawLoop
        HOST = $server.HostUri
    }
    $samples = @{}
    foreach ($name in @($imports.Keys) + @($calls.Keys)) {
        $samples[$name] = @()
    }
    # The first round fills the disk cache and does not count.
    for ($i = -1; $i -lt $Repeat; $i++) {
        foreach ($name in $imports.Keys) {
            $elapsed = (Invoke-Timed (Expand-Code $imports[$name] $values)).Milliseconds
            if ($i -ge 0) {
                $samples[$name] += $elapsed
            }
        }
        foreach ($name in $calls.Keys) {
            $output = (Invoke-Timed (Expand-Code $calls[$name] $values)).Output
            if ($i -ge 0) {
                $samples[$name] += [double]::Parse($output, [cultureinfo]::InvariantCulture)
            }
        }
    }
    $foreign = @((Invoke-Timed (Expand-Code $loaded $values)).Output.Trim() -split ', ' -ne '')
} finally {
    Stop-StaticServer $server
}

$bare = Get-Median $samples['pwsh -NoProfile']
$adds = (Get-Median $samples['Databricks.Jobs']) - $bare
$figures = @(
    $scenario = "Import: what it adds to the start of PowerShell, medians of $Repeat processes"
    Get-Figure $scenario 'pwsh -NoProfile, total' $bare 'ms'
    Get-Figure $scenario 'Databricks.Jobs' $adds 'ms'
    foreach ($name in @($imports.Keys) -ne 'pwsh -NoProfile' -ne 'Databricks.Jobs') {
        $other = (Get-Median $samples[$name]) - $bare
        $goal = if ($name -eq 'Microsoft.PowerShell.ThreadJob') { 1.5 } else { 0 }
        Get-Figure $scenario $name $other 'ms'
        if ($other -gt 0) {
            Get-Figure $scenario 'Databricks.Jobs, for comparison' $adds 'ms' $name $other $goal
        }
    }
    Get-Figure $scenario ("assemblies loaded that are not the module's own $foreign".Trim()) $foreign.Count

    $scenario = "First call of a process, medians of $Repeat processes"
    $bareCall = Get-Median $samples['a bare HttpClient GET']
    foreach ($name in $calls.Keys) {
        $median = Get-Median $samples[$name]
        $goal = if ($name -like '*right after*') { 150 } else { 0 }
        $figure = Get-Figure $scenario $name $median 'ms' -Goal $goal
        $figure.Ratio = (Get-Figure $scenario $name $median 'ms' 'a bare GET' $bareCall).Ratio
        $figure
    }
)
if ($PassThru) { $figures } else { Show-Figure $figures }
