<#
.SYNOPSIS
    Reads the text of a help page by section: everything except what the cmdlet itself defines.
.PARAMETER Path
    The page.
.PARAMETER Text
    The text of the page, if it is not in a file.
#>
function Read-HelpPage {
    [CmdletBinding(DefaultParameterSetName = 'Path')]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory, Position = 0, ParameterSetName = 'Path')]
        [string] $Path,

        [Parameter(Mandatory, ParameterSetName = 'Text')]
        [AllowEmptyString()]
        [string] $Text
    )

    if ($Path) {
        $Text = [System.IO.File]::ReadAllText($Path)
    }
    $page = [pscustomobject]@{
        Date = if ($Text -match '(?m)^ms\.date: (\S+)') { $Matches[1] }
        Synopsis = ''
        Description = ''
        Notes = ''
        Examples = [ordered]@{}
        Parameters = [ordered]@{}
        Inputs = [ordered]@{}
        Outputs = [ordered]@{}
        Links = @()
    }
    $place = $null
    $title = $null
    $lines = [System.Collections.Generic.List[string]]::new()
    $fence = $null
    foreach ($line in ($Text -split '\r?\n') + '## END') {
        if ($fence) {
            if ($line -match '^```\s*$') {
                # Parameter metadata is read from the cmdlet.
                $keep = $fence -ne '```yaml'
                $fence = $null
                if (-not $keep) {
                    continue
                }
            } elseif ($fence -eq '```yaml') {
                continue
            }
        } elseif ($line -match '^```') {
            $fence = $line.Trim()
            if ($fence -eq '```yaml') {
                continue
            }
        } elseif ($line -match '^(##|###) (.+)$') {
            Add-Words $page $place $title ($lines -join "`n").Trim()
            $lines.Clear()
            $title = $null
            if ($Matches[1] -eq '##') {
                $place = $Matches[2].Trim()
            } else {
                $title = $Matches[2].Trim()
            }
            continue
        }
        $lines.Add($line)
    }
    $page
}

function Add-Words {
    param([object] $Page, [string] $Place, [string] $Title, [string] $Text)

    switch ($Place) {
        'SYNOPSIS' { $Page.Synopsis = $Text }
        'DESCRIPTION' { $Page.Description = $Text }
        'NOTES' { $Page.Notes = $Text }
        'EXAMPLES' { if ($Title) { $Page.Examples[$Title] = $Text } }
        'PARAMETERS' { if ($Title -like '-*') { $Page.Parameters[$Title.Substring(1)] = $Text } }
        'INPUTS' { if ($Title) { $Page.Inputs[$Title] = $Text } }
        'OUTPUTS' { if ($Title) { $Page.Outputs[$Title] = $Text } }
        'RELATED LINKS' {
            $Page.Links = @([regex]::Matches($Text, '(?m)^- \[(.+?)\]\((.+?)\)') | ForEach-Object {
                    [pscustomobject]@{ Text = $_.Groups[1].Value; Address = $_.Groups[2].Value }
                })
        }
    }
}

<#
.SYNOPSIS
    Splits an example into its code blocks and the text around them.
.PARAMETER Text
    The content of the example, without its title.
#>
function Split-Example {
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory)]
        [AllowEmptyString()]
        [string] $Text
    )

    $pattern = '(?ms)^```powershell[ \t]*\r?\n(.*?)\r?\n```[ \t]*$'
    [pscustomobject]@{
        Code = @([regex]::Matches($Text, $pattern) | ForEach-Object { $_.Groups[1].Value })
        Words = ([regex]::Replace($Text, $pattern, '') -replace '(\r?\n){3,}', "`n`n").Trim()
    }
}

<#
.SYNOPSIS
    Gets the default value of a parameter from a new cmdlet object; empty if there is none.
.PARAMETER Command
    The cmdlet.
.PARAMETER Name
    The parameter.
#>
function Get-ParameterDefault {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)]
        [System.Management.Automation.CmdletInfo] $Command,

        [Parameter(Mandatory)]
        [string] $Name
    )

    $parameter = $Command.Parameters[$Name]
    $isMandatory = -not ($parameter.ParameterSets.Values | Where-Object { -not $_.IsMandatory })
    if ($isMandatory) {
        return ''
    }
    if ($parameter.ParameterType -eq [switch]) {
        return 'False'
    }
    switch ($Name) {
        'First' { return 'All' }
        'Skip' { return '0' }
    }
    $property = $Command.ImplementingType.GetProperty($Name)
    $value = if ($property) {
        $property.GetValue([Activator]::CreateInstance($Command.ImplementingType))
    }
    if ($null -eq $value -or $value -is [array] -and $value.Count -eq 0) {
        return ''
    }
    [string]::Join(', ', @($value))
}

<#
.SYNOPSIS
    Lists what is missing in a page, one sentence for each problem. Returns nothing if the page is complete.
.PARAMETER Path
    The page.
#>
function Test-HelpPage {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)]
        [string] $Path
    )

    $name = Split-Path $Path -Leaf
    $text = [System.IO.File]::ReadAllText($Path)
    $page = Read-HelpPage $Path
    if ($text -notmatch '(?m)^PlatyPS schema version: 2024-05-01\s*$' -or $text -notmatch '(?m)^## SYNTAX\s*$') {
        "${name}: the page does not use the PlatyPS schema 2024-05-01. Run tools/Build/Update-HelpPage.ps1."
    }
    foreach ($section in 'Synopsis', 'Description') {
        if (-not $page.$section) {
            "${name}: the $($section.ToLowerInvariant()) is missing."
        }
    }
    foreach ($section in 'Parameters', 'Inputs', 'Outputs', 'Examples') {
        foreach ($title in $page.$section.Keys) {
            if (-not $page.$section[$title]) {
                "${name}: $title has no text."
            }
        }
    }
    foreach ($place in [regex]::Matches($text, '\{\{ .*')) {
        "${name}: '$($place.Value.Trim())' is a placeholder that must be replaced."
    }
    if ($page.Examples.Count -lt 3) {
        "${name}: the page has $($page.Examples.Count) examples, but needs at least 3."
    }
    foreach ($title in $page.Examples.Keys) {
        $parts = Split-Example $page.Examples[$title]
        if (-not $parts.Code -or -not $parts.Words) {
            "${name}: '$title' needs code between ``````powershell and ``````, and a description."
        }
    }
    if (-not $page.Outputs.Count) {
        "${name}: the outputs of the cmdlet are missing."
    }
    if (-not $page.Links) {
        "${name}: the related links are missing."
    }
}

Export-ModuleMember -Function Read-HelpPage, Split-Example, Get-ParameterDefault, Test-HelpPage
