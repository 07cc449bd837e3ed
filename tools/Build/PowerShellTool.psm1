# Get-FirstError
Import-Module (Join-Path $PSScriptRoot 'BuiltModule.psm1')

<#
.SYNOPSIS
    Gets the path of the pwsh.dll of PowerShell's .NET tool in the NuGet package cache; `dotnet <path>` starts it.
.DESCRIPTION
    Uses the newest patch in the cache. If there is none, installs it, which needs the package feed once: from then on,
    the package cache serves every checkout. build.sh does the same.
.PARAMETER InstallFolder
    The folder for the manifest of the tool.
#>
function Get-PowerShellTool {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)]
        [string] $InstallFolder
    )

    $root = Split-Path (Split-Path $PSScriptRoot)
    $properties = [xml] [System.IO.File]::ReadAllText((Join-Path $root 'Directory.Packages.props'))
    $version = $properties.SelectSingleNode('//PowerShellToolVersion').InnerText

    $path = Find-PowerShellTool $version
    if ($path) {
        return $path
    }
    $config = Join-Path $InstallFolder '.config'
    $null = New-Item $config -ItemType Directory -Force
    $manifest = Join-Path $config 'dotnet-tools.json'
    [System.IO.File]::WriteAllText($manifest, '{ "version": 1, "isRoot": true, "tools": {} }')
    Push-Location $InstallFolder
    try {
        $lines = dotnet tool install powershell --version $version --tool-manifest $manifest 2>&1 |
            ForEach-Object { "$_" }
    } finally {
        Pop-Location
    }
    $path = Find-PowerShellTool $version
    if (-not $path) {
        $command = "dotnet tool install --global powershell --version `"$version`""
        throw "The .NET tool could not be installed: $(Get-FirstError $lines). Run: $command"
    }
    $path
}

function Find-PowerShellTool {
    param([string] $Version)

    # NuGet writes the metadata last: a package without metadata is an incomplete download. It is removed so that the
    # next installation completes it, because NuGet does not check a package that is in the cache.
    $packages = (dotnet nuget locals global-packages --list) -replace '^.*?:\s+'
    $system = if ($env:OS -eq 'Windows_NT') { 'win' } else { 'unix' }
    $folders = @(Get-Item ([System.IO.Path]::Combine($packages, 'powershell', $Version)) -ErrorAction Ignore)
    $folders | Where-Object { -not (Test-Path (Join-Path $_.FullName '.nupkg.metadata')) } | Remove-Item -Recurse -Force
    $folders |
        Where-Object { Test-Path $_.FullName } |
        Sort-Object { [version] ($_.Name -replace '-.*$') } -Descending |
        ForEach-Object { Get-Item ([System.IO.Path]::Combine($_.FullName, 'tools', '*', 'any', $system, 'pwsh.dll')) } |
        Select-Object -First 1 -ExpandProperty FullName
}

Export-ModuleMember -Function Get-PowerShellTool
