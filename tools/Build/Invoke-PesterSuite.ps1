<#
.SYNOPSIS
    Runs tests/Pester in this process, against the built module, and writes Pester.xml to output/test-results.
.PARAMETER Path
    Runs only these test files or folders.
.EXAMPLE
    ./build.ps1; pwsh -NoProfile -File tools/Build/Invoke-PesterSuite.ps1 tests/Pester/Get-DbxRun.Tests.ps1
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [string[]] $Path = [System.IO.Path]::Combine((Split-Path (Split-Path $PSScriptRoot)), 'tests', 'Pester')
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$root = Split-Path (Split-Path $PSScriptRoot)

try {
    Import-Module (Join-Path $PSScriptRoot 'BuiltModule.psm1')
    Clear-WorkspaceEnvironment
    Import-BuiltModule
    # Imported by its path: an installed Pester, older or newer, is neither used nor changed.
    Import-Module (Get-PesterManifest)
} catch {
    [Console]::Error.WriteLine("The Pester suite could not start: $($_.Exception.Message)")
    exit 1
}

# tools/TestReport searches everything that the suite writes for tokens. This script captures the console, the errors
# and the output of the tests; TestHelpers.psm1 captures the child processes and the files.
$captured = [System.IO.Path]::Combine($root, 'output', 'test-results', 'captured')
$null = New-Item $captured -ItemType Directory -Force
$env:DBX_TEST_CAPTURED = $captured
$global:MaximumErrorCount = 32768
$null = Start-Transcript (Join-Path $captured 'console.txt')

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.TestResult.Enabled = $true
$configuration.TestResult.OutputFormat = 'JUnitXml'
$configuration.TestResult.OutputPath = [System.IO.Path]::Combine($root, 'output', 'test-results', 'Pester.xml')
$configuration.Output.CIFormat = 'None'
if ($env:NO_COLOR) {
    $configuration.Output.RenderMode = 'Plaintext'
}

$result = Invoke-Pester -Configuration $configuration

$null = Stop-Transcript
$global:Error | ForEach-Object {
    if ($_ -is [System.Management.Automation.ErrorRecord]) {
        $_.ToString(), $_.Exception.ToString(), $_.ErrorDetails, $_.CategoryInfo, ($_.TargetObject | Out-String)
    } else {
        "$_"
    }
} | Set-Content (Join-Path $captured 'errors.txt')
$result.Tests | ForEach-Object { $_.StandardOutput | Out-String } | Set-Content (Join-Path $captured 'output.txt')
exit [int]($result.Result -ne 'Passed')
