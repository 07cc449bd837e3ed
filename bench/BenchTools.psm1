$bench = $PSScriptRoot
$engine = (Get-Process -Id $PID).Path

Import-Module ([System.IO.Path]::Combine((Split-Path $bench), 'tools', 'Build', 'BuiltModule.psm1'))

<#
.SYNOPSIS
    Builds one of the small projects here and gives the path of its assembly.
#>
function Build-BenchProject {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)]
        [string] $Name
    )

    $folder = Join-Path $bench $Name
    $lines = dotnet build $folder --configuration Release --nologo -verbosity:quiet
    if ($LASTEXITCODE -ne 0) {
        throw "bench/$Name does not build: $($lines -join "`n")"
    }
    [System.IO.Path]::Combine($folder, 'bin', 'Release', 'net8.0', "$Name.dll")
}

<#
.SYNOPSIS
    Starts the static server in a process of its own; gives the process and its address.
#>
function Start-StaticServer {
    [CmdletBinding(SupportsShouldProcess)]
    [OutputType([pscustomobject])]
    param(
        [int] $Runs = 10000,

        [int] $LatencyMilliseconds = 0
    )

    if (-not $PSCmdlet.ShouldProcess('static server', 'start')) {
        return
    }
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
    $start.Arguments = '"{0}" --runs {1} --latency-ms {2}' -f
        (Build-BenchProject StaticServer), $Runs, $LatencyMilliseconds
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $process = [System.Diagnostics.Process]::Start($start)
    $address = $process.StandardOutput.ReadLine()
    if (-not $address) {
        throw 'The static server did not start; its message is above.'
    }
    [pscustomobject]@{
        Process = $process
        HostUri = $address
        Content = $process.StandardOutput.ReadLine()
    }
}

<#
.SYNOPSIS
    Ends a server that Start-StaticServer gave.
#>
function Stop-StaticServer {
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [AllowNull()]
        [object] $Server
    )

    if ($null -ne $Server -and $PSCmdlet.ShouldProcess($Server.HostUri, 'stop')) {
        # It ends with its standard input.
        $Server.Process.StandardInput.Close()
        $Server.Process.WaitForExit()
        $Server.Process.Dispose()
    }
}

<#
.SYNOPSIS
    Runs code in a fresh PowerShell; gives what it wrote and how long the process lived, in milliseconds.
#>
function Invoke-Timed {
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory)]
        [AllowEmptyString()]
        [string] $Code
    )

    $encoded = [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($Code + "`nexit"))
    $start = [System.Diagnostics.ProcessStartInfo]::new($engine)
    $start.Arguments = "-NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $encoded"
    $start.UseShellExecute = $false
    $start.RedirectStandardOutput = $true
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $process = [System.Diagnostics.Process]::Start($start)
    try {
        $text = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        $elapsed = $watch.Elapsed.TotalMilliseconds
        if ($process.ExitCode -ne 0) {
            throw "A measured process ended with exit code $($process.ExitCode): $Code"
        }
        [pscustomobject]@{ Milliseconds = $elapsed; Output = $text }
    } finally {
        $process.Dispose()
    }
}

<#
.SYNOPSIS
    The middle one of some numbers.
#>
function Get-Median {
    [CmdletBinding()]
    [OutputType([double])]
    param(
        [Parameter(Mandatory)]
        [double[]] $Value
    )

    $sorted = $Value | Sort-Object
    $middle = [Math]::Floor($Value.Count / 2)
    if ($Value.Count % 2) {
        return @($sorted)[$middle]
    }
    (@($sorted)[$middle - 1] + @($sorted)[$middle]) / 2
}

Export-ModuleMember -Function @(
    'Build-BenchProject'
    'Start-StaticServer'
    'Stop-StaticServer'
    'Invoke-Timed'
    'Get-Median'
    'Get-BuiltManifest'
    'Clear-WorkspaceEnvironment'
)
