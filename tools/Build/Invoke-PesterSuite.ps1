# Runs tests/Pester in this process, against the built module, and leaves Pester.xml with the other results.
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$root = Split-Path (Split-Path $PSScriptRoot)

try {
    Import-Module (Join-Path $PSScriptRoot 'BuiltModule.psm1')
    Clear-WorkspaceEnvironment
    Import-BuiltModule
    # Windows brings Pester 3; the minimum keeps it out.
    Import-Module Pester -MinimumVersion 5.5.0
} catch {
    [Console]::Error.WriteLine("The Pester suite could not start: $($_.Exception.Message)")
    exit 1
}

$configuration = New-PesterConfiguration
$configuration.Run.Path = [System.IO.Path]::Combine($root, 'tests', 'Pester')
$configuration.Run.PassThru = $true
$configuration.TestResult.Enabled = $true
$configuration.TestResult.OutputFormat = 'JUnitXml'
$configuration.TestResult.OutputPath = [System.IO.Path]::Combine($root, 'output', 'test-results', 'Pester.xml')
$configuration.Output.CIFormat = 'None'
if ($env:NO_COLOR) {
    $configuration.Output.RenderMode = 'Plaintext'
}

$result = Invoke-Pester -Configuration $configuration
exit [int]($result.Result -ne 'Passed')
