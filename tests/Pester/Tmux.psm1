<#
A PowerShell in a terminal with a screen, of any size: what a user sees, not what was written. The terminal is tmux.
#>

$root = Split-Path (Split-Path $PSScriptRoot)
Import-Module ([System.IO.Path]::Combine($root, 'tools', 'Build', 'PowerShellProcess.psm1'))

<#
.SYNOPSIS
    Whether there is tmux. With CI set, a missing one is an error.
#>
function Test-Tmux {
    [CmdletBinding()]
    [OutputType([bool])]
    param()

    if (Get-Command tmux -CommandType Application -ErrorAction Ignore) {
        return $true
    }
    $message = 'There is no tmux, so no test looked at a screen. Install it: apt-get install tmux'
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
.PARAMETER Width
    The number of columns.
.PARAMETER Height
    The number of rows.
#>
function Start-Tmux {
    [Diagnostics.CodeAnalysis.SuppressMessage(
        'PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Tests only.')]
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)]
        [string] $Setup,

        [int] $Width = 80,

        [int] $Height = 24
    )

    $shell = New-PowerShellStartInfo "-NoProfile -NoLogo -NoExit -File '$Setup'"
    # For a build agent, the commands write other lines.
    $environment = 'env -u CI -u TF_BUILD -u GITHUB_ACTIONS -u TEAMCITY_VERSION LANG=C.UTF-8'
    $socket = "dbx-$([guid]::NewGuid())"
    & tmux -L $socket -f /dev/null new-session -d -x $Width -y $Height `
        "$environment $($shell.FileName) $($shell.Arguments)"
    $terminal = [pscustomobject]@{ Socket = $socket; Width = $Width; Height = $Height }
    $null = Wait-Tmux $terminal 'ready>\s*$' -Seconds 120
    $terminal
}

<#
.SYNOPSIS
    Presses keys: text, or names of tmux such as Enter and C-c.
.PARAMETER Terminal
    What Start-Tmux returned.
.PARAMETER Key
    The keys.
#>
function Send-Tmux {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)]
        [object] $Terminal,

        [Parameter(Mandatory)]
        [string[]] $Key
    )

    & tmux -L $Terminal.Socket send-keys $Key
}

<#
.SYNOPSIS
    The lines of the screen, without spaces and empty lines at the end.
.PARAMETER Terminal
    What Start-Tmux returned.
.PARAMETER All
    Includes the lines that have scrolled away.
#>
function Get-TmuxLine {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)]
        [object] $Terminal,

        [switch] $All
    )

    $from = if ($All) { '-S', '-' }
    $text = (& tmux -L $Terminal.Socket capture-pane -p @from) -join "`n"
    $text.TrimEnd() -split '\n'
}

<#
.SYNOPSIS
    Waits until a pattern matches the screen, and returns the lines.
.PARAMETER Terminal
    What Start-Tmux returned.
.PARAMETER Pattern
    A regular expression.
.PARAMETER Seconds
    How long it may take.
#>
function Wait-Tmux {
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
        $lines = Get-TmuxLine $Terminal
        if (($lines -join "`n") -match $Pattern) {
            return $lines
        }
        if ($watch.Elapsed.TotalSeconds -gt $Seconds) {
            throw "'$Pattern' did not appear within $Seconds s, but this:`n$($lines -join "`n")"
        }
        [System.Threading.Thread]::Sleep(5)
    }
}

<#
.SYNOPSIS
    Whether the cursor is shown, and where it is.
.PARAMETER Terminal
    What Start-Tmux returned.
#>
function Get-TmuxCursor {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)]
        [object] $Terminal
    )

    $shown, $column, $row = (& tmux -L $Terminal.Socket display-message -p '#{cursor_flag} #{cursor_x} #{cursor_y}') `
        -split ' '
    [pscustomobject]@{ IsShown = $shown -eq '1'; Column = [int] $column; Row = [int] $row }
}

<#
.SYNOPSIS
    Changes the size of a terminal.
.PARAMETER Terminal
    What Start-Tmux returned.
.PARAMETER Width
    The number of columns.
.PARAMETER Height
    The number of rows.
#>
function Resize-Tmux {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)]
        [object] $Terminal,

        [int] $Width,

        [int] $Height
    )

    & tmux -L $Terminal.Socket resize-window -x $Width -y $Height
}

<#
.SYNOPSIS
    Ends a terminal.
.PARAMETER Terminal
    What Start-Tmux returned.
#>
function Stop-Tmux {
    [Diagnostics.CodeAnalysis.SuppressMessage(
        'PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Tests only.')]
    [CmdletBinding()]
    param(
        [AllowNull()]
        [object] $Terminal
    )

    if ($null -ne $Terminal) {
        & tmux -L $Terminal.Socket kill-server 2>$null
    }
}

Export-ModuleMember -Function @(
    'Test-Tmux', 'Start-Tmux', 'Send-Tmux', 'Get-TmuxLine', 'Wait-Tmux', 'Get-TmuxCursor', 'Resize-Tmux', 'Stop-Tmux'
)
