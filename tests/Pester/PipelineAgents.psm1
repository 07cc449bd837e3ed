# What build agents make of the output of a step. The rules are those of azure-pipelines-agent (Command.cs,
# CommandStringConvertor.cs) and of actions/runner (ActionCommand.cs, FileCommandManager.cs).

<#
.SYNOPSIS
    The commands that the agent of Azure Pipelines finds in the output of a step.
.PARAMETER Output
    The output of the step.
#>
function Read-AzureCommand {
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [AllowEmptyString()]
        [string] $Output
    )

    foreach ($line in $Output -split '\r?\n') {
        $prefix = $line.IndexOf('##vso[')
        $end = if ($prefix -ge 0) { $line.IndexOf(']', $prefix) } else { -1 }
        if ($end -lt 0) {
            continue
        }
        $name, $properties = $line.Substring($prefix + 6, $end - $prefix - 6) -split ' ', 2
        $command = [ordered]@{ Command = $name; Data = ConvertFrom-AzureText $line.Substring($end + 1) }
        foreach ($property in "$properties" -split ';' | Where-Object { $_ }) {
            $key, $value = $property -split '=', 2
            $command[$key] = ConvertFrom-AzureText $value
        }
        [pscustomobject] $command
    }
}

function ConvertFrom-AzureText {
    param([string] $Text)

    $Text.Replace('%3B', ';').Replace('%0D', "`r").Replace('%0A', "`n").Replace('%5D', ']').Replace('%AZP25', '%')
}

<#
.SYNOPSIS
    The commands that the runner of GitHub Actions finds in the output of a step, in both of its forms.
.PARAMETER Output
    The output of the step.
#>
function Read-GitHubCommand {
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [AllowEmptyString()]
        [string] $Output
    )

    foreach ($line in $Output -split '\r?\n') {
        $text = $line.TrimStart()
        $end = if ($text.StartsWith('::')) { $text.IndexOf('::', 2) } else { -1 }
        if ($end -ge 0) {
            $name, $properties = $text.Substring(2, $end - 2) -split ' ', 2
            $command = [ordered]@{ Command = $name; Data = ConvertFrom-GitHubText $text.Substring($end + 2) }
            foreach ($property in "$properties" -split ',' | Where-Object { $_ }) {
                $key, $value = $property -split '=', 2
                $command[$key] = ConvertFrom-GitHubText $value.Replace('%3A', ':').Replace('%2C', ',')
            }
            [pscustomobject] $command
        } elseif ($line -match '##\[(?<name>[^\] ]+)') {
            [pscustomobject]@{ Command = "##$($Matches.name)"; Data = $line }
        }
    }
}

function ConvertFrom-GitHubText {
    param([string] $Text)

    $Text.Replace('%0D', "`r").Replace('%0A', "`n").Replace('%25', '%')
}

<#
.SYNOPSIS
    The output variables that the runner of GitHub Actions reads from a file.
.PARAMETER Path
    The file of GITHUB_OUTPUT.
#>
function Read-GitHubOutput {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [string] $Path
    )

    $found = [ordered]@{}
    $lines = [System.IO.File]::ReadAllText($Path) -split '\r?\n'
    for ($i = 0; $i -lt $lines.Count; $i++) {
        if ($lines[$i] -match '^(?<name>[^=]*?)<<(?<delimiter>.+)$') {
            $name = $Matches.name
            $value = while ($lines[++$i] -cne $Matches.delimiter) {
                $lines[$i]
            }
            $found[$name] = $value -join "`n"
        } elseif ($lines[$i] -match '^(?<name>[^=]+)=(?<value>.*)$') {
            $found[$Matches.name] = $Matches.value
        }
    }
    $found
}

Export-ModuleMember -Function Read-AzureCommand, Read-GitHubCommand, Read-GitHubOutput
