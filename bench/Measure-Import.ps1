<#
.SYNOPSIS
    What the import of the module adds to the start of PowerShell, and what the first call costs.
.DESCRIPTION
    Every sample is a fresh process, the ways in turn, and the table has the medians. Beside the module stands
    Microsoft.PowerShell.ThreadJob, a small binary module that comes with PowerShell; beside the first call, a bare GET
    of the same body with a new HttpClient. Connecting asks the workspace who the caller is, which warms up the runtime's
    HTTP stack: the row "connect, then" has both, for a fair look at the bare GET, which starts cold.
.EXAMPLE
    ./build.ps1; ./bench/Measure-Import.ps1
#>
[CmdletBinding()]
param(
    # How many processes for each way.
    [ValidateRange(1, 1000)]
    [int] $Repeat = 15
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot 'BenchTools.psm1')
Clear-WorkspaceEnvironment

# Both by path, so that neither pays for a search.
$own = (Get-BuiltManifest).Replace("'", "''")
$other = Get-Module -ListAvailable Microsoft.PowerShell.ThreadJob | Select-Object -First 1
$raw = (Build-BenchProject RawLoop).Replace("'", "''")
$imports = [ordered]@{ 'pwsh -NoProfile' = '' }
$imports['Databricks.Jobs'] = "Import-Module '$own'"
if ($other) {
    $imports['Microsoft.PowerShell.ThreadJob'] = "Import-Module '$($other.Path.Replace("'", "''"))'"
}

$server = Start-StaticServer -Runs 25
try {
    $calls = [ordered]@{
        'Get-DbxJob -JobId 1' = @"
Import-Module '$own'
`$null = Connect-DbxWorkspace -HostUri '$($server.HostUri)' -Token 'bench'
`$watch = [System.Diagnostics.Stopwatch]::StartNew()
`$null = Get-DbxJob -JobId 1
`$watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
"@
        'connect, then Get-DbxJob' = @"
Import-Module '$own'
`$watch = [System.Diagnostics.Stopwatch]::StartNew()
`$null = Connect-DbxWorkspace -HostUri '$($server.HostUri)' -Token 'bench'
`$null = Get-DbxJob -JobId 1
`$watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
"@
        'bare HttpClient GET' = @"
Add-Type -Path '$raw'
`$watch = [System.Diagnostics.Stopwatch]::StartNew()
`$null = [RawLoop.RawClient]::GetOnce('$($server.HostUri)', 'bench', 'api/2.2/jobs/get?job_id=1')
`$watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
"@
    }

    $samples = @{}
    foreach ($name in @($imports.Keys) + @($calls.Keys)) {
        $samples[$name] = @()
    }
    # The first round fills the disk cache and is not counted.
    for ($i = -1; $i -lt $Repeat; $i++) {
        foreach ($name in $imports.Keys) {
            $elapsed = (Invoke-Timed $imports[$name]).Milliseconds
            if ($i -ge 0) {
                $samples[$name] += $elapsed
            }
        }
        foreach ($name in $calls.Keys) {
            $elapsed = [double]::Parse((Invoke-Timed $calls[$name]).Output, [cultureinfo]::InvariantCulture)
            if ($i -ge 0) {
                $samples[$name] += $elapsed
            }
        }
    }
} finally {
    Stop-StaticServer $server
}

function Format-Millisecond {
    param([double] $Value)

    $Value.ToString('n1', [cultureinfo]::InvariantCulture)
}

$bare = Get-Median $samples['pwsh -NoProfile']
$ownAdds = (Get-Median $samples['Databricks.Jobs']) - $bare
"Start of PowerShell, medians of $Repeat processes"
$imports.Keys | ForEach-Object {
    $median = Get-Median $samples[$_]
    $adds = $median - $bare
    [pscustomobject]@{
        'process' = $_
        'median, ms' = Format-Millisecond $median
        'adds, ms' = if ($adds) { Format-Millisecond $adds }
        'Databricks.Jobs adds' = if ($adds -gt 0) { '{0:n2} x as much' -f ($ownAdds / $adds) }
    }
} | Format-Table -AutoSize | Out-String -Width 120

"First call of a process, medians of $Repeat processes"
$bareCall = Get-Median $samples['bare HttpClient GET']
$calls.Keys | ForEach-Object {
    $median = Get-Median $samples[$_]
    [pscustomobject]@{
        'call' = $_
        'median, ms' = Format-Millisecond $median
        'against the bare GET' = '{0:n2} x as long' -f ($median / $bareCall)
    }
} | Format-Table -AutoSize | Out-String -Width 120
