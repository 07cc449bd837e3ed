<#
A PowerShell at a real terminal, with PSReadLine: what a user types, and what then appears.

The terminal is the one that script(1) of util-linux opens, which every Linux has. It is no screen: the text is what was
written, in order, without escape sequences.
#>

$root = Split-Path (Split-Path $PSScriptRoot)
Import-Module ([System.IO.Path]::Combine($root, 'tools', 'Build', 'PowerShellProcess.psm1'))

<#
.SYNOPSIS
    Whether there is a terminal for tests. With CI set, a missing one is an error.
#>
function Test-TerminalTool {
    [CmdletBinding()]
    [OutputType([bool])]
    param()

    if (Get-Command script -CommandType Application -ErrorAction Ignore) {
        return $true
    }
    $message = 'There is no script(1), so no test typed at a terminal. Install it: apt-get install bsdutils'
    if ($env:CI) {
        throw $message
    }
    Write-Warning $message
    $false
}

<#
.SYNOPSIS
    Starts PowerShell in a terminal, and waits for its prompt, which is "ready>".
.PARAMETER Setup
    The path of a script that runs first.
#>
function Start-Terminal {
    [Diagnostics.CodeAnalysis.SuppressMessage(
        'PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Tests only.')]
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)]
        [string] $Setup
    )

    $shell = New-PowerShellStartInfo "-NoProfile -NoLogo -NoExit -File '$Setup'"
    # For a build agent, the commands write other lines.
    $environment = 'env -u CI -u TF_BUILD -u GITHUB_ACTIONS -u TEAMCITY_VERSION NO_COLOR=1 TERM=xterm'
    $command = "stty cols 200 rows 50; exec $environment $($shell.FileName) $($shell.Arguments)"
    $start = [System.Diagnostics.ProcessStartInfo]::new('script')
    '-q', '-e', '-f', '-c', $command, '/dev/null' | ForEach-Object { $start.ArgumentList.Add($_) }
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $process = [System.Diagnostics.Process]::Start($start)
    $terminal = [pscustomobject]@{
        Process = $process
        Text = [System.Text.StringBuilder]::new()
        Seen = 0
        Buffer = [byte[]]::new(65536)
        Read = $null
    }
    $null = Wait-Terminal $terminal 'ready>' -Seconds 120
    $terminal
}

<#
.SYNOPSIS
    Types text into a terminal.
.PARAMETER Terminal
    What Start-Terminal returned.
.PARAMETER Text
    The text. "`r" is Enter and "$([char] 3)" is Ctrl+C.
#>
function Send-Terminal {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)]
        [object] $Terminal,

        [Parameter(Mandatory)]
        [string] $Text
    )

    $Terminal.Seen = $Terminal.Text.Length
    $Terminal.Process.StandardInput.Write($Text)
    $Terminal.Process.StandardInput.Flush()
}

<#
.SYNOPSIS
    Waits until text appears that was not there when something was typed last, and returns all of the new text.
.PARAMETER Terminal
    What Start-Terminal returned.
.PARAMETER Pattern
    A regular expression.
.PARAMETER Seconds
    How long it may take.
#>
function Wait-Terminal {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)]
        [object] $Terminal,

        [Parameter(Mandatory)]
        [string] $Pattern,

        [int] $Seconds = 60
    )

    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    while ($true) {
        $raw = $Terminal.Text.ToString($Terminal.Seen, $Terminal.Text.Length - $Terminal.Seen)
        $new = $raw -replace '\e\[[0-9;?]*[ -/]*[@-~]|\e[=>]|\e\][^\a]*\a' -replace '\r'
        if ($new -match $Pattern) {
            return $new
        }
        if ($watch.Elapsed.TotalSeconds -gt $Seconds) {
            throw "'$Pattern' did not appear within $Seconds s, but this:`n$new"
        }

        $Terminal.Read ??= $Terminal.Process.StandardOutput.BaseStream.ReadAsync(
            $Terminal.Buffer, 0, $Terminal.Buffer.Length)
        if ($Terminal.Read.Wait(100)) {
            $chunk = [System.Text.Encoding]::UTF8.GetString($Terminal.Buffer, 0, $Terminal.Read.Result)
            $Terminal.Read = $null
            if ($chunk.Length -eq 0) {
                throw "The terminal ended:`n$new"
            }
            $null = $Terminal.Text.Append($chunk)
            # .NET asks where the cursor is, and waits for the response.
            if ($chunk.Contains("`e[6n")) {
                $Terminal.Process.StandardInput.Write("`e[1;1R")
                $Terminal.Process.StandardInput.Flush()
            }
        }
    }
}

<#
.SYNOPSIS
    Ends the PowerShell in a terminal.
.PARAMETER Terminal
    What Start-Terminal returned.
#>
function Stop-Terminal {
    [Diagnostics.CodeAnalysis.SuppressMessage(
        'PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Tests only.')]
    [CmdletBinding()]
    param(
        [AllowNull()]
        [object] $Terminal
    )

    if ($null -ne $Terminal) {
        if (-not $Terminal.Process.HasExited) {
            $Terminal.Process.Kill($true)
        }
        $Terminal.Process.Dispose()
    }
}

Export-ModuleMember -Function Test-TerminalTool, Start-Terminal, Send-Terminal, Wait-Terminal, Stop-Terminal
