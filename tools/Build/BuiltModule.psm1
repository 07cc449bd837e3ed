$root = Split-Path (Split-Path $PSScriptRoot)
$output = Join-Path $root 'output'

<#
.SYNOPSIS
    Gets the path of the manifest of the built module, which is not the one in the root folder.
#>
function Get-BuiltManifest {
    [CmdletBinding()]
    [OutputType([string])]
    param()

    # Import-PowerShellDataFile rejects the condition in the manifest, and Test-ModuleManifest needs all files in place.
    $text = [System.IO.File]::ReadAllText((Join-Path $root 'Databricks.Jobs.psd1'))
    $version = [regex]::Match($text, "ModuleVersion\s*=\s*'([0-9.]+)'").Groups[1].Value
    $manifest = [System.IO.Path]::Combine($output, 'Databricks.Jobs', $version, 'Databricks.Jobs.psd1')
    if (-not (Test-Path $manifest)) {
        throw "The module is not built: $manifest does not exist. Run ./build.ps1 first."
    }
    $manifest
}

<#
.SYNOPSIS
    Imports the built module. It takes precedence over installed versions.
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
    Gets the path of the manifest of Pester in the NuGet package cache, in the version in tests/Pester/Suite.csproj.
.DESCRIPTION
    Restores Pester first. If it is already in the cache, this works without a network. If the restore fails, throws an
    error with its message.
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
    Finds the error message in the output of an installer.
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
    # Drops the file name at the start: it is a generated file.
    ($first -replace '^.*?\berror\b\s*:?\s*').Trim().TrimEnd('.')
}

<#
.SYNOPSIS
    Removes all workspace settings from the environment of this process, so no test or demo can reach a real workspace,
    and those of the build system, so none can write commands to its log.
#>
function Clear-WorkspaceEnvironment {
    [CmdletBinding()]
    param()

    Get-ChildItem env: |
        Where-Object Name -Match '^(DATABRICKS_|ARM_|TF_BUILD$|GITHUB_(ACTIONS|OUTPUT|STEP_SUMMARY)$)' |
        ForEach-Object { [Environment]::SetEnvironmentVariable($_.Name, $null) }
    # An empty file replaces the one in the home folder.
    $env:DATABRICKS_CONFIG_FILE = Join-Path $output 'empty.databrickscfg'
    [System.IO.File]::WriteAllText($env:DATABRICKS_CONFIG_FILE, '')
}

Export-ModuleMember -Function @(
    'Get-BuiltManifest', 'Import-BuiltModule', 'Clear-WorkspaceEnvironment', 'Get-PesterManifest', 'Get-FirstError'
)
