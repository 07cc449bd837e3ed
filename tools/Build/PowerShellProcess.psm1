<#
.SYNOPSIS
    Returns the program and the first arguments that start this PowerShell again.
.DESCRIPTION
    If PowerShell is installed as a .NET tool, it runs inside `dotnet`, so the path of the process is not enough to
    start a child: the command is `dotnet <PSHOME>/pwsh.dll`. The `pwsh` next to that pwsh.dll works on one platform
    only, so it is not used. In any other host (an editor, the ISE), the child is the console program of the same
    PowerShell.
.PARAMETER ProcessPath
    The program that runs this PowerShell.
.PARAMETER HomePath
    The folder of this PowerShell.
.OUTPUTS
    An object with the properties FilePath and ArgumentList.
#>
function Get-PowerShellCommand {
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [string] $ProcessPath = (Get-Process -Id $PID).Path,

        [string] $HomePath = $PSHOME
    )

    $program = [System.IO.Path]::GetFileNameWithoutExtension($ProcessPath)
    if ($program -eq 'dotnet') {
        return [pscustomobject]@{ FilePath = $ProcessPath; ArgumentList = @(Join-Path $HomePath 'pwsh.dll') }
    }
    if ($program -in 'pwsh', 'powershell') {
        return [pscustomobject]@{ FilePath = $ProcessPath; ArgumentList = @() }
    }
    $console = 'pwsh.exe', 'pwsh', 'powershell.exe' |
        ForEach-Object { Join-Path $HomePath $_ } |
        Where-Object { Test-Path -LiteralPath $_ -PathType Leaf } |
        Select-Object -First 1
    if (-not $console) {
        throw "There is no pwsh or powershell in $HomePath, so $ProcessPath cannot start a child process."
    }
    [pscustomobject]@{ FilePath = $console; ArgumentList = @() }
}

<#
.SYNOPSIS
    Runs a script file in a child process of the same PowerShell; sets $LASTEXITCODE.
.DESCRIPTION
    The child inherits the console, with its width and colors, unless the output is captured.
.PARAMETER Path
    The script.
.PARAMETER ArgumentList
    The arguments of the script.
#>
function Invoke-PowerShellFile {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)]
        [string] $Path,

        [Parameter(Position = 1)]
        [string[]] $ArgumentList = @()
    )

    $command = Get-PowerShellCommand
    $options = @('-NoProfile', '-NonInteractive')
    if ($env:OS -eq 'Windows_NT') {
        $options += '-ExecutionPolicy', 'Bypass'
    }
    $first = $command.ArgumentList
    & $command.FilePath @first @options -File $Path @ArgumentList
}

<#
.SYNOPSIS
    Returns the start information for a child process of the same PowerShell with redirected output and error streams.
.PARAMETER Arguments
    The PowerShell command line, without the program.
#>
function New-PowerShellStartInfo {
    [Diagnostics.CodeAnalysis.SuppressMessage(
        'PSUseShouldProcessForStateChangingFunctions', '', Justification = 'It starts nothing.')]
    [CmdletBinding()]
    [OutputType([System.Diagnostics.ProcessStartInfo])]
    param(
        [Parameter(Mandatory, Position = 0)]
        [string] $Arguments
    )

    $command = Get-PowerShellCommand
    # One string, because .NET Framework has no argument list here.
    $first = $command.ArgumentList | ForEach-Object { '"{0}" ' -f $_ }
    $start = [System.Diagnostics.ProcessStartInfo]::new($command.FilePath, "$first$Arguments")
    $start.UseShellExecute = $false
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $start
}

Export-ModuleMember -Function Get-PowerShellCommand, Invoke-PowerShellFile, New-PowerShellStartInfo
