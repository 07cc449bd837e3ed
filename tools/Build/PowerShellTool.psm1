# Get-FirstError
Import-Module (Join-Path $PSScriptRoot 'BuiltModule.psm1')

<#
.SYNOPSIS
    The pwsh.dll of PowerShell's .NET tool, in the NuGet package cache; `dotnet <path>` starts it.
.DESCRIPTION
    The newest patch in the cache is taken as it is. With none there it is installed, which needs the package feed once:
    the package cache serves every checkout from then on. build.sh does the same.
.PARAMETER InstallFolder
    Where the manifest of the tool goes.
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
        $lines = dotnet tool install powershell --version $version --tool-manifest $manifest 2>&1 | ForEach-Object { "$_" }
    } finally {
        Pop-Location
    }
    $path = Find-PowerShellTool $version
    if (-not $path) {
        throw 'The .NET tool could not be installed: {0}. Run: dotnet tool install --global powershell --version "{1}"' -f
            (Get-FirstError $lines), $version
    }
    $path
}

function Find-PowerShellTool {
    param([string] $Version)

    # NuGet writes the metadata last: a package without them was cut off. It goes, because NuGet does not look into a
    # package that it has: the next installation then makes it whole.
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
