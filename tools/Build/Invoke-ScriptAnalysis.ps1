# Runs PSScriptAnalyzer on every script and manifest in the repository.
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
$root = Split-Path (Split-Path $PSScriptRoot)
$places = 'build.ps1', 'Databricks.Jobs.psd1', 'tools', 'bench', 'samples', 'tests/Pester' |
    ForEach-Object { Join-Path $root $_ } |
    Where-Object { Test-Path $_ }

$findings = $places | ForEach-Object {
    Invoke-ScriptAnalyzer -Path $_ -Recurse -Settings (Join-Path $PSScriptRoot 'PSScriptAnalyzerSettings.psd1')
}
$findings | Format-Table -AutoSize -Wrap ScriptName, Line, RuleName, Message
exit [int]([bool] $findings)
