<#
What every test file starts with:

    BeforeAll {
        Import-Module "$PSScriptRoot/TestHelpers.psm1"
        $workspace = Start-TestWorkspace
    }
    AfterAll {
        Stop-TestWorkspace $workspace
    }

The module comes from output/, as a user has it: run ./build.ps1 first, then any one file with Invoke-Pester.
#>

$root = Split-Path (Split-Path $PSScriptRoot)
Import-Module ([System.IO.Path]::Combine($root, 'tools', 'Build', 'BuiltModule.psm1'))
Clear-WorkspaceEnvironment
Import-BuiltModule

<#
.SYNOPSIS
    The folder of the repository.
#>
function Get-RepositoryRoot {
    [CmdletBinding()]
    [OutputType([string])]
    param()

    $root
}

<#
.SYNOPSIS
    Starts a local workspace and connects this runspace to it.
.PARAMETER Parameter
    Further parameters of Start-DbxLocalWorkspace.
#>
function Start-TestWorkspace {
    [CmdletBinding()]
    param(
        [hashtable] $Parameter = @{}
    )

    $local = Start-DbxLocalWorkspace @Parameter
    $null = $local | Connect-DbxWorkspace
    $local
}

<#
.SYNOPSIS
    Lets go of the connection and stops the local workspace.
.PARAMETER Workspace
    What Start-TestWorkspace gave.
#>
function Stop-TestWorkspace {
    [CmdletBinding()]
    param(
        [AllowNull()]
        [object] $Workspace
    )

    if ($null -ne $Workspace) {
        Disconnect-DbxWorkspace -ErrorAction Ignore
        $null = $Workspace | Stop-DbxLocalWorkspace
    }
}

<#
.SYNOPSIS
    Runs a script block in a fresh PowerShell with the built module, and gives its output, errors and exit code.
.DESCRIPTION
    For what a process has only once: the first import, environment variables, Ctrl+C, exit codes.
.PARAMETER ScriptBlock
    What to run there. It sees nothing of this session.
#>
function Invoke-FreshPowerShell {
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory)]
        [scriptblock] $ScriptBlock
    )

    # Single quotes are doubled for the PowerShell there; Base64 spares the quoting on the way.
    $manifest = (Get-BuiltManifest).Replace("'", "''")
    $text = "`$ProgressPreference = 'SilentlyContinue'; Import-Module '$manifest'`n$ScriptBlock"
    $encoded = [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($text))

    $start = [System.Diagnostics.ProcessStartInfo]::new((Get-Process -Id $PID).Path)
    $start.Arguments = "-NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $encoded"
    $start.UseShellExecute = $false
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $process = [System.Diagnostics.Process]::Start($start)
    try {
        # Both at once: a full pipe on one side would hold the other.
        $errorText = $process.StandardError.ReadToEndAsync()
        $outputText = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        [pscustomobject]@{
            Output = $outputText
            Error = $errorText.Result
            ExitCode = $process.ExitCode
        }
    } finally {
        $process.Dispose()
    }
}

Export-ModuleMember -Function Get-RepositoryRoot, Start-TestWorkspace, Stop-TestWorkspace, Invoke-FreshPowerShell
