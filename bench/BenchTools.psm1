$bench = $PSScriptRoot
$invariant = [cultureinfo]::InvariantCulture

'BuiltModule.psm1', 'PowerShellProcess.psm1' | ForEach-Object {
    Import-Module ([System.IO.Path]::Combine((Split-Path $bench), 'tools', 'Build', $_))
}

<#
.SYNOPSIS
    Builds one of the small projects in this folder or in src, and returns the path of its assembly.
#>
function Build-BenchProject {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)]
        [string] $Name,

        [string] $Parent = $bench
    )

    $folder = Join-Path $Parent $Name
    $lines = dotnet build $folder --configuration Release --nologo -verbosity:quiet
    if ($LASTEXITCODE -ne 0) {
        throw "$folder does not build: $($lines -join "`n")"
    }
    [System.IO.Path]::Combine($folder, 'bin', 'Release', 'net8.0', "$Name.dll")
}

<#
.SYNOPSIS
    Starts the static server in a separate process; returns the process and its address.
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
    Stops a server that Start-StaticServer returned.
#>
function Stop-StaticServer {
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [AllowNull()]
        [object] $Server
    )

    if ($null -ne $Server -and $PSCmdlet.ShouldProcess($Server.HostUri, 'stop')) {
        # It exits when its standard input closes.
        $Server.Process.StandardInput.Close()
        $Server.Process.WaitForExit()
        $Server.Process.Dispose()
    }
}

<#
.SYNOPSIS
    Starts a local workspace in a separate process; returns the process, its address and its token.
#>
function Start-WorkspaceProcess {
    [CmdletBinding(SupportsShouldProcess)]
    [OutputType([pscustomobject])]
    param()

    if (-not $PSCmdlet.ShouldProcess('local workspace', 'start')) {
        return
    }
    $token = 'bench'
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
    $start.Arguments = '"{0}" --token {1}' -f
        (Build-BenchProject Databricks.Jobs.LocalWorkspace -Parent (Join-Path (Split-Path $bench) 'src')), $token
    $start.UseShellExecute = $false
    $start.RedirectStandardOutput = $true
    $process = [System.Diagnostics.Process]::Start($start)
    while ($null -ne ($line = $process.StandardOutput.ReadLine())) {
        if ($line -match 'DATABRICKS_HOST=(\S+)') {
            return [pscustomobject]@{ Process = $process; HostUri = $Matches[1]; Token = $token }
        }
    }
    throw 'The local workspace did not start; its message is above.'
}

<#
.SYNOPSIS
    Stops a workspace that Start-WorkspaceProcess returned.
#>
function Stop-WorkspaceProcess {
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [AllowNull()]
        [object] $Workspace
    )

    if ($null -ne $Workspace -and $PSCmdlet.ShouldProcess($Workspace.HostUri, 'stop')) {
        $Workspace.Process.Kill()
        $Workspace.Process.WaitForExit()
        $Workspace.Process.Dispose()
    }
}

<#
.SYNOPSIS
    Runs code in a new PowerShell process; returns its output and how long the process ran, in milliseconds.
#>
function Invoke-Timed {
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory)]
        [AllowEmptyString()]
        [string] $Code
    )

    $whole = "`$ErrorActionPreference = 'Stop'`n$Code`nexit"
    $encoded = [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($whole))
    $start = New-PowerShellStartInfo "-NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $encoded"
    # An error belongs on the screen.
    $start.RedirectStandardError = $false
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
    The median of some numbers.
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

<#
.SYNOPSIS
    Code for a new PowerShell process, with values inserted for {{their names}}, escaped for single quotes.
#>
function Expand-Code {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)]
        [AllowEmptyString()]
        [string] $Code,

        [Parameter(Mandatory)]
        [hashtable] $Value
    )

    foreach ($name in $Value.Keys) {
        $Code = $Code.Replace("{{$name}}", ([string] $Value[$name]).Replace("'", "''"))
    }
    $Code
}

<#
.SYNOPSIS
    One line of the results.
#>
function Get-Figure {
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # The scenario.
        [Parameter(Mandatory)]
        [string] $Scenario,

        # The measured variant, and which of its figures this is.
        [Parameter(Mandatory)]
        [string] $Way,

        [Parameter(Mandatory)]
        [double] $Value,

        [string] $Unit = '',

        # What it is compared with.
        [string] $Yardstick = '',

        [double] $YardstickValue = 0,

        # The highest acceptable figure: a factor of the baseline, or a value if there is no baseline.
        [double] $Goal = 0
    )

    $ratio = if ($YardstickValue -gt 0) { $Value / $YardstickValue } else { 0 }
    $judged = if ($YardstickValue -gt 0) { $ratio } else { $Value }
    $format = if ($Value -eq [Math]::Floor($Value)) {
        'n0'
    } elseif ([Math]::Abs($Value) -lt 10) {
        'n2'
    } elseif ([Math]::Abs($Value) -lt 100) {
        'n1'
    } else {
        'n0'
    }
    [pscustomobject]@{
        Scenario = $Scenario
        Measured = $Way
        Figure = ('{0} {1}' -f $Value.ToString($format, $invariant), $Unit).Trim()
        Ratio = if ($ratio) { '{0} x {1}' -f $ratio.ToString('n2', $invariant), $Yardstick } else { '' }
        Goal = if ($Goal -le 0) {
            ''
        } else {
            '{0}{1}: {2}' -f $Goal.ToString('0.##', $invariant),
                $(if ($YardstickValue -gt 0) { ' x' } else { " $Unit".TrimEnd() }),
                $(if ($judged -le $Goal) { 'met' } else { 'missed' })
        }
    }
}

<#
.SYNOPSIS
    Shows figures as tables, one for each scenario.
#>
function Show-Figure {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)]
        [object[]] $Figure
    )

    foreach ($scenario in $Figure.Scenario | Select-Object -Unique) {
        $scenario
        $Figure | Where-Object Scenario -EQ $scenario |
            Format-Table -AutoSize Measured, Figure, Ratio, Goal | Out-String -Width 160
    }
}

Export-ModuleMember -Function @(
    'Build-BenchProject'
    'Start-StaticServer'
    'Stop-StaticServer'
    'Start-WorkspaceProcess'
    'Stop-WorkspaceProcess'
    'Expand-Code'
    'Invoke-Timed'
    'Get-Median'
    'Get-Figure'
    'Show-Figure'
    'Get-BuiltManifest'
    'Clear-WorkspaceEnvironment'
)
