#!/usr/bin/env pwsh
<#
.SYNOPSIS
    Builds, tests and shows the module.
.DESCRIPTION
    Build    the module, into output/Databricks.Jobs/<version> (the default)
    Test     the xunit suites with coverage, and the Pester suite against the built module
    Demo     samples/quickstart.ps1 against the built module and a local workspace
    Help     docs/help/*.md into the help file that ships
    Analyze  the scripts and the C# style
    Bench    the measurements in bench/
    Package  an archive for a share or a feed, and the NuGet package of the library, in output/
    Clean    everything that a build leaves

    Runs in PowerShell 7.4 and later and in Windows PowerShell 5.1. An older PowerShell 7 gets a newer one as a .NET
    tool and hands over to it.
.EXAMPLE
    ./build.ps1 Test
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [string] $Task = 'Build'
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$tasks = 'Build', 'Test', 'Demo', 'Help', 'Analyze', 'Bench', 'Pictures', 'Package', 'Clean'
$xunitSuites = [ordered]@{ xunit = 'Databricks.Jobs.Tests'; Faults = 'Faults'; Browser = 'Browser' }
# What the suite Browser looks for on the PATH.
$browsers = 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'
$root = $PSScriptRoot
$output = Join-Path $root 'output'
$results = Join-Path $output 'test-results'
$buildTools = Join-Path (Join-Path $root 'tools') 'Build'
$exitCode = 0

'BuiltModule.psm1', 'PowerShellProcess.psm1', 'PowerShellTool.psm1' | ForEach-Object {
    Import-Module (Join-Path $buildTools $_)
}

$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'
if ($env:CI -or [Console]::IsOutputRedirected) {
    $env:NO_COLOR = '1'
}

function Stop-Build {
    param([string] $Message)

    [Console]::Error.WriteLine($Message)
    exit 1
}

function Write-Line {
    param([string] $Text = '')

    [Console]::Out.WriteLine($Text)
}

function Test-Sdk {
    $needed = [version](Get-Content (Join-Path $root 'global.json') -Raw | ConvertFrom-Json).sdk.version
    $where = 'Get it from https://dot.net/download.'
    if (-not (Get-Command dotnet -CommandType Application -ErrorAction Ignore)) {
        Stop-Build "The .NET SDK $needed or later is needed and dotnet is not on the PATH. $where"
    }
    # Asked outside the repository: with an SDK that is too old, global.json stops dotnet itself.
    Push-Location ([System.IO.Path]::GetPathRoot($root))
    try {
        $found = @(dotnet --list-sdks) -replace '[-\s].*$' | Where-Object { $_ } | ForEach-Object { [version] $_ }
    } finally {
        Pop-Location
    }
    $newest = $found | Sort-Object | Select-Object -Last 1
    if (-not $newest -or $newest -lt $needed) {
        $have = if ($newest) { $newest } else { 'none' }
        Stop-Build "The .NET SDK $needed or later is needed; found: $have. $where"
    }
}

function Test-Output {
    $probe = Join-Path $output '.writable'
    try {
        $null = New-Item $output -ItemType Directory -Force
        [System.IO.File]::WriteAllText($probe, '')
        [System.IO.File]::Delete($probe)
    } catch {
        Stop-Build "Can't write to ${output}: check who owns it and what it is."
    }
}

function Invoke-ModuleTarget {
    param([string] $Target)

    dotnet msbuild (Join-Path $buildTools 'Module.proj') -nologo -verbosity:minimal "-target:$Target"
    if ($LASTEXITCODE -ne 0) {
        Stop-Build "$Target failed; the lines above say where."
    }
}

function Test-ModulePresent {
    param([string] $Name, [version] $MinimumVersion)

    [bool](Get-Module -ListAvailable -Name $Name | Where-Object { $_.Version -ge $MinimumVersion })
}

# Nothing when the module is there or could be installed; otherwise the reason, as the end of a sentence.
function Install-BuildModule {
    param([string] $Name, [version] $MinimumVersion)

    if (Test-ModulePresent $Name $MinimumVersion) {
        return
    }
    $installer = Get-Command Install-PSResource, Install-Module -ErrorAction Ignore | Select-Object -First 1
    if (-not $installer) {
        return "$Name $MinimumVersion or later is not installed, and this PowerShell has no command to install it"
    }
    Write-Line "Installing $Name from the PowerShell Gallery for the current user."
    try {
        if ($installer.Name -eq 'Install-PSResource') {
            Install-PSResource -Name $Name -Version "[$MinimumVersion,)" -Scope CurrentUser -TrustRepository
        } else {
            if ($PSVersionTable.PSVersion.Major -eq 5) {
                [Net.ServicePointManager]::SecurityProtocol =
                    [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
                $null = Install-PackageProvider NuGet -MinimumVersion 2.8.5.201 -Scope CurrentUser -Force
            }
            Install-Module -Name $Name -MinimumVersion $MinimumVersion -Scope CurrentUser -Force -SkipPublisherCheck
        }
    } catch {
        return "$Name $MinimumVersion or later is not installed, and the PowerShell Gallery returned: " +
            $_.Exception.Message.TrimEnd('.')
    }
    if (-not (Test-ModulePresent $Name $MinimumVersion)) {
        return "$Name $MinimumVersion or later could not be installed from the PowerShell Gallery"
    }
}

function Invoke-TestTask {
    Invoke-ModuleTarget Build
    if (Test-Path $results) {
        Remove-Item $results -Recurse -Force
    }
    $null = New-Item $results -ItemType Directory

    $suites = @()
    foreach ($suite in $xunitSuites.Keys) {
        if ($suite -eq 'Browser' -and -not (Get-Command $browsers -CommandType Application -ErrorAction Ignore)) {
            Write-Line ('The Browser suite did NOT run: there is no Chromium on the PATH. ' +
                'Install it, on Debian with: apt-get install chromium')
            $suites += 'Browser=missing'
            continue
        }
        dotnet test (Join-Path (Join-Path $root 'tests') $xunitSuites[$suite]) --configuration Release --nologo `
            --collect 'XPlat Code Coverage' --settings (Join-Path $buildTools 'test.runsettings') `
            --results-directory (Join-Path $results $suite)
        $suites += "$suite=$LASTEXITCODE"
    }

    Write-Line
    try {
        $null = Get-PesterManifest
        Invoke-PowerShellFile (Join-Path $buildTools 'Invoke-PesterSuite.ps1')
        $suites += "Pester=$LASTEXITCODE"
    } catch {
        Write-Line "The Pester suite did NOT run: $_"
        $suites += 'Pester=missing'
    }

    dotnet run --project (Join-Path (Join-Path $root 'tools') 'TestReport') --configuration Release `
        -- $results @suites
    $script:exitCode = $LASTEXITCODE
}

function Invoke-DemoTask {
    Invoke-ModuleTarget Build
    Invoke-PowerShellFile (Join-Path $buildTools 'Invoke-Demo.ps1')
    $script:exitCode = $LASTEXITCODE
}

function Invoke-HelpTask {
    $missing = Install-BuildModule Microsoft.PowerShell.PlatyPS '1.0.0'
    if ($missing) {
        Write-Line "The help was NOT regenerated: $missing. The checked-in help file is shipped."
    } else {
        Invoke-PowerShellFile (Join-Path $buildTools 'Convert-Help.ps1')
        if ($LASTEXITCODE -ne 0) {
            Stop-Build 'The help pages could not be converted; the lines above say which.'
        }
    }
    Invoke-ModuleTarget Build
}

function Invoke-AnalyzeTask {
    $missing = Install-BuildModule PSScriptAnalyzer '1.22.0'
    if ($missing) {
        Write-Line "The scripts were NOT analysed: $missing."
    } else {
        Invoke-PowerShellFile (Join-Path $buildTools 'Invoke-ScriptAnalysis.ps1')
        $script:exitCode = $LASTEXITCODE
    }
    if (Get-Command shellcheck -CommandType Application -ErrorAction Ignore) {
        shellcheck (Join-Path $root 'build.sh') (Join-Path (Join-Path $root '.ci') 'run')
        $script:exitCode = [Math]::Max($exitCode, $LASTEXITCODE)
    }
    dotnet format (Join-Path $root 'Databricks.Jobs.slnx') --verify-no-changes
    $script:exitCode = [Math]::Max($exitCode, $LASTEXITCODE)
}

function Invoke-BenchTask {
    Invoke-ModuleTarget Build
    $bench = Join-Path $root 'bench'
    Invoke-PowerShellFile (Join-Path $bench 'Measure-All.ps1')
    $script:exitCode = $LASTEXITCODE
    dotnet run --project (Join-Path $bench 'Benchmarks') --configuration Release
    $script:exitCode = [Math]::Max($exitCode, $LASTEXITCODE)
}

function Invoke-PicturesTask {
    Invoke-ModuleTarget Build
    $browser = Get-Command $browsers -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if (-not $browser) {
        Write-Line 'The picture of the report was not drawn: Chromium is not on the PATH.'
    }
    $arguments = if ($browser) { '-Browser', $browser.Source } else { @() }
    Invoke-PowerShellFile ([System.IO.Path]::Combine($root, 'tools', 'Pictures', 'New-Pictures.ps1')) $arguments
    $script:exitCode = $LASTEXITCODE
}

function Invoke-PackageTask {
    Invoke-ModuleTarget Package
    $folder = Get-ChildItem (Join-Path $output 'Databricks.Jobs') -Directory | Select-Object -First 1
    if (Get-Command Compress-PSResource -ErrorAction Ignore) {
        Compress-PSResource -Path $folder.FullName -DestinationPath $output
        Write-Line "The NuGet package is in $output"
    }
    Write-Line
    Write-Line 'By hand:    unpack the archive into a folder of $env:PSModulePath'
    Write-Line 'To a feed:  Register-PSResourceRepository -Name <feed> -Uri <address or folder>'
    Write-Line "            Publish-PSResource -Path '$($folder.FullName)' -Repository <feed> [-ApiKey <key>]"
}

$name = $tasks | Where-Object { $_ -eq $Task }
if (-not $name) {
    Stop-Build "There is no task '$Task'. The tasks are: $($tasks -join ' ')"
}

Test-Sdk
if ($name -ne 'Clean') {
    Test-Output
}
$version = $PSVersionTable.PSVersion
if ($version -lt [version]'5.1') {
    Stop-Build "PowerShell 7.4 or later, or Windows PowerShell 5.1, is needed; this is $version."
}
if ($version.Major -ge 6 -and $version -lt [version]'7.4') {
    try {
        $tool = Get-PowerShellTool -InstallFolder (Join-Path $output 'tools')
    } catch {
        Stop-Build "PowerShell 7.4 or later, or Windows PowerShell 5.1, is needed; this is $version. $_"
    }
    dotnet $tool -NoProfile -NonInteractive -File $PSCommandPath -Task $name
    exit $LASTEXITCODE
}
Push-Location $root
try {
    switch ($name) {
        Test { Invoke-TestTask }
        Demo { Invoke-DemoTask }
        Help { Invoke-HelpTask }
        Analyze { Invoke-AnalyzeTask }
        Bench { Invoke-BenchTask }
        Pictures { Invoke-PicturesTask }
        Package { Invoke-PackageTask }
        default { Invoke-ModuleTarget $name }
    }
} catch {
    Stop-Build "$name failed: $($_.Exception.Message)"
} finally {
    Pop-Location
}
exit $exitCode
