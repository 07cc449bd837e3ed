# A browser that only writes down what it was to open: each argument on a line.

<#
.SYNOPSIS
    Makes a script the browser of this process.
.PARAMETER Folder
    A folder of the test.
#>
function Start-TestBrowser {
    [Diagnostics.CodeAnalysis.SuppressMessage(
        'PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Tests only.')]
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)]
        [string] $Folder
    )

    $script = Join-Path $Folder 'browser.sh'
    $log = Join-Path $Folder "opened-$([guid]::NewGuid()).txt"
    [System.IO.File]::WriteAllText($script, "#!/bin/sh`nprintf '%s\n' `"`$@`" >> `"`$TEST_BROWSER_LOG`"`n")
    & chmod +x $script
    $before = $env:BROWSER
    $env:BROWSER = $script
    $env:TEST_BROWSER_LOG = $log
    [pscustomobject]@{ Log = $log; Before = $before }
}

<#
.SYNOPSIS
    What the browser was to open, in order.
.PARAMETER Browser
    What Start-TestBrowser returned.
#>
function Get-OpenedPage {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)]
        [object] $Browser
    )

    Get-Content $Browser.Log -ErrorAction Ignore
}

<#
.SYNOPSIS
    Puts the browser of this process back.
.PARAMETER Browser
    What Start-TestBrowser returned.
#>
function Stop-TestBrowser {
    [Diagnostics.CodeAnalysis.SuppressMessage(
        'PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Tests only.')]
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)]
        [object] $Browser
    )

    $env:BROWSER = $Browser.Before
    $env:TEST_BROWSER_LOG = $null
}

Export-ModuleMember -Function Start-TestBrowser, Get-OpenedPage, Stop-TestBrowser
