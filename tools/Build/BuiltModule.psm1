$root = Split-Path (Split-Path $PSScriptRoot)
$output = Join-Path $root 'output'

<#
.SYNOPSIS
    The manifest of the module that was built, which is not the one in the root.
#>
function Get-BuiltManifest {
    [CmdletBinding()]
    [OutputType([string])]
    param()

    # Import-PowerShellDataFile refuses the condition in the manifest, and Test-ModuleManifest wants the files in place.
    $text = [System.IO.File]::ReadAllText((Join-Path $root 'Databricks.Jobs.psd1'))
    $version = [regex]::Match($text, "ModuleVersion\s*=\s*'([0-9.]+)'").Groups[1].Value
    $manifest = [System.IO.Path]::Combine($output, 'Databricks.Jobs', $version, 'Databricks.Jobs.psd1')
    if (-not (Test-Path $manifest)) {
        throw "The module is not built: there is no $manifest. Run ./build.ps1 first."
    }
    $manifest
}

<#
.SYNOPSIS
    Loads the module that was built, ahead of any that is installed.
#>
function Import-BuiltModule {
    [CmdletBinding()]
    param()

    $separator = [System.IO.Path]::PathSeparator
    if (($env:PSModulePath -split $separator) -notcontains $output) {
        $env:PSModulePath = $output + $separator + $env:PSModulePath
    }
    Import-Module (Get-BuiltManifest) -Global -ErrorAction Stop
}

<#
.SYNOPSIS
    The manifest of the Pester that tests/Pester/Suite.csproj names, in the NuGet package cache.
.DESCRIPTION
    Restores it first; without a network that succeeds when it is in the cache. Throws with the words of the restore.
#>
function Get-PesterManifest {
    [CmdletBinding()]
    [OutputType([string])]
    param()

    $project = [System.IO.Path]::Combine($root, 'tests', 'Pester', 'Suite.csproj')
    $lines = dotnet restore $project --verbosity quiet
    if ($LASTEXITCODE -ne 0) {
        throw 'Pester could not be restored: {0}. Run: dotnet restore tests/Pester/Suite.csproj' -f
            (Get-FirstError $lines)
    }
    [System.IO.Path]::Combine((dotnet msbuild $project -getProperty:PkgPester), 'tools', 'Pester.psd1')
}

<#
.SYNOPSIS
    The line of an installer's output that says what went wrong.
#>
function Get-FirstError {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [AllowEmptyCollection()]
        [AllowNull()]
        [string[]] $Line
    )

    $said = @($Line | Where-Object { $_ -and $_.Trim() })
    $errors = @($said -match '\berror\b')
    $first = if ($errors) { $errors[0] } elseif ($said) { $said[0] } else { 'it gave no reason' }
    # The file that it names first is one that nobody wrote.
    ($first -replace '^.*?\berror\b\s*:?\s*').Trim().TrimEnd('.')
}

<#
.SYNOPSIS
    Forgets every workspace that this process was told of, so that no test or demo can reach a real one.
#>
function Clear-WorkspaceEnvironment {
    [CmdletBinding()]
    param()

    Get-ChildItem env: |
        Where-Object Name -Match '^(DATABRICKS|ARM)_' |
        ForEach-Object { [Environment]::SetEnvironmentVariable($_.Name, $null) }
    # An empty file, so that the one in the home folder is not read either.
    $env:DATABRICKS_CONFIG_FILE = Join-Path $output 'empty.databrickscfg'
    [System.IO.File]::WriteAllText($env:DATABRICKS_CONFIG_FILE, '')
}

Export-ModuleMember -Function @(
    'Get-BuiltManifest', 'Import-BuiltModule', 'Clear-WorkspaceEnvironment', 'Get-PesterManifest', 'Get-FirstError'
)
