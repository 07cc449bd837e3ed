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
'BuiltModule.psm1', 'PowerShellProcess.psm1' | ForEach-Object {
    Import-Module ([System.IO.Path]::Combine($root, 'tools', 'Build', $_))
}
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

# What the test run keeps, for the search for tokens; nothing when a single file is tested by hand.
function Save-TestText {
    param([string[]] $Text)

    if ($env:DBX_TEST_CAPTURED) {
        [System.IO.File]::WriteAllLines((Join-Path $env:DBX_TEST_CAPTURED "child-$([guid]::NewGuid()).txt"), $Text)
    }
}

<#
.SYNOPSIS
    Keeps the files of TestDrive for the search for tokens.
#>
function Save-TestFile {
    [CmdletBinding()]
    param()

    $drive = Get-PSDrive TestDrive -ErrorAction Ignore
    if ($env:DBX_TEST_CAPTURED -and $drive) {
        # Profiles and token files are what tests put there for the module to read.
        $files = Get-ChildItem $drive.Root -Recurse -File -Force |
            Where-Object { $_.Length -lt 8MB -and $_.Name -notmatch 'databrickscfg|token|profile' }
        $files | ForEach-Object {
            Copy-Item -LiteralPath $_.FullName (Join-Path $env:DBX_TEST_CAPTURED "file-$([guid]::NewGuid())-$($_.Name)")
        }
    }
}

<#
.SYNOPSIS
    Starts a local workspace and connects this runspace to it.
.PARAMETER Parameter
    Further parameters of Start-DbxLocalWorkspace.
#>
function Start-TestWorkspace {
    [Diagnostics.CodeAnalysis.SuppressMessage(
        'PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Tests only.')]
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
    [Diagnostics.CodeAnalysis.SuppressMessage(
        'PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Tests only.')]
    [CmdletBinding()]
    param(
        [AllowNull()]
        [object] $Workspace
    )

    Save-TestFile
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

    $start = New-PowerShellStartInfo "-NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $encoded"
    $process = [System.Diagnostics.Process]::Start($start)
    try {
        # Both at once: a full pipe on one side would hold the other.
        $errorText = $process.StandardError.ReadToEndAsync()
        $outputText = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        Save-TestText $outputText, $errorText.Result
        [pscustomobject]@{
            Output = $outputText
            Error = $errorText.Result
            ExitCode = $process.ExitCode
        }
    } finally {
        $process.Dispose()
    }
}

<#
.SYNOPSIS
    The server behind a local workspace: its requests, its faults, its clock and its token.
.PARAMETER Workspace
    What Start-DbxLocalWorkspace gave.
#>
function Get-LocalServer {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)]
        [object] $Workspace
    )

    # The one place that reaches behind the cmdlets.
    $flags = [System.Reflection.BindingFlags]::NonPublic -bor [System.Reflection.BindingFlags]::Instance
    $Workspace.GetType().GetProperty('Server', $flags).GetValue($Workspace)
}

<#
.SYNOPSIS
    The requests that reached a local workspace, oldest first.
.PARAMETER Workspace
    What Start-DbxLocalWorkspace gave.
.PARAMETER Path
    Only requests to these paths, with wildcards.
.PARAMETER Method
    Only requests of this method.
#>
function Get-TestRequest {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)]
        [object] $Workspace,

        [string] $Path = '*',

        [string] $Method = '*'
    )

    (Get-LocalServer $Workspace).Requests | Where-Object { $_.Path -like $Path -and $_.Method -like $Method }
}

<#
.SYNOPSIS
    Forgets the requests, faults and scripts of a local workspace.
.PARAMETER Workspace
    What Start-DbxLocalWorkspace gave.
#>
function Clear-TestWorkspace {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)]
        [object] $Workspace
    )

    $server = Get-LocalServer $Workspace
    $server.ClearFaults()
    $server.ClearScripts()
    $server.ClearRequests()
}

<#
.SYNOPSIS
    Lets something go wrong in a local workspace.
.PARAMETER Workspace
    What Start-DbxLocalWorkspace gave.
.PARAMETER Fault
    The properties of the fault, such as Kind, PathPattern and Times.
#>
function Add-TestFault {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)]
        [object] $Workspace,

        [Parameter(Mandatory)]
        [hashtable] $Fault
    )

    (Get-LocalServer $Workspace).AddFault([Databricks.Jobs.LocalWorkspace.Fault] $Fault)
}

<#
.SYNOPSIS
    Creates a job of notebook tasks.
.PARAMETER Task
    The keys of the tasks; each depends on the one before it with -Chain.
.PARAMETER Name
    The job's name.
.PARAMETER Chain
    Whether the tasks run one after the other.
.PARAMETER Setting
    Further settings.
#>
function Add-TestJob {
    [CmdletBinding()]
    param(
        [string[]] $Task = 'only',

        [string] $Name = 'test job',

        [switch] $Chain,

        [hashtable] $Setting = @{}
    )

    $before = $null
    $tasks = foreach ($key in $Task) {
        $one = @{ task_key = $key; notebook_task = @{ notebook_path = "/test/$key" } }
        if ($Chain -and $before) {
            $one.depends_on = @{ task_key = $before }
        }
        $before = $key
        $one
    }
    New-DbxJob (@{ name = $Name; tasks = @($tasks) } + $Setting)
}

<#
.SYNOPSIS
    The errors of a script block, whether they ended it or not.
.PARAMETER ScriptBlock
    What fails.
#>
function Get-Failure {
    [CmdletBinding()]
    [OutputType([System.Management.Automation.ErrorRecord])]
    param(
        [Parameter(Mandatory)]
        [scriptblock] $ScriptBlock
    )

    try {
        & $ScriptBlock 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }
    } catch {
        $_
    }
}

<#
.SYNOPSIS
    Runs a script block with other environment variables and puts the old ones back.
.PARAMETER Variable
    Names and values; a null takes a variable away.
.PARAMETER ScriptBlock
    What to run.
#>
function Invoke-WithEnvironment {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)]
        [hashtable] $Variable,

        [Parameter(Mandatory)]
        [scriptblock] $ScriptBlock
    )

    $before = @{}
    foreach ($name in $Variable.Keys) {
        $before[$name] = [Environment]::GetEnvironmentVariable($name)
        [Environment]::SetEnvironmentVariable($name, $Variable[$name])
    }
    try {
        & $ScriptBlock
    } finally {
        foreach ($name in $before.Keys) {
            [Environment]::SetEnvironmentVariable($name, $before[$name])
        }
    }
}

<#
.SYNOPSIS
    Waits until something is so, and fails if it does not become so.
.PARAMETER Condition
    What must give true.
.PARAMETER Seconds
    How long it may take.
#>
function Wait-Until {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)]
        [scriptblock] $Condition,

        [int] $Seconds = 30
    )

    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Condition)) {
        if ($watch.Elapsed.TotalSeconds -gt $Seconds) {
            throw "It did not become so within $Seconds s: $Condition"
        }
        [System.Threading.Thread]::Sleep(5)
    }
}

Export-ModuleMember -Function @(
    'Get-RepositoryRoot', 'Start-TestWorkspace', 'Stop-TestWorkspace', 'Invoke-FreshPowerShell', 'Get-LocalServer'
    'Get-TestRequest', 'Clear-TestWorkspace', 'Add-TestFault', 'Add-TestJob', 'Get-Failure', 'Invoke-WithEnvironment'
    'Wait-Until', 'Save-TestFile', 'New-PowerShellStartInfo'
)
