# Runs the quickstart in this process, against the built module, and reports a failure in one sentence.
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
try {
    Import-Module (Join-Path $PSScriptRoot 'BuiltModule.psm1')
    Clear-WorkspaceEnvironment
    Import-BuiltModule
    & ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'samples', 'quickstart.ps1'))
} catch {
    [Console]::Error.WriteLine("The demo stopped: $($_.Exception.Message)")
    exit 1
}
