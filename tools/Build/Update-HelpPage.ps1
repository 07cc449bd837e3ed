<#
.SYNOPSIS
    Updates the facts in docs/help/*.md from the built module, and keeps the text.
.DESCRIPTION
    Syntax, types, aliases, positions, defaults and allowed values come from the cmdlets. The synopsis, description,
    examples, parameter descriptions, inputs, outputs, notes and links of the page do not change. You can write a page
    with text only: with the headings of the other pages, but without syntax and yaml. For a cmdlet without a page, the
    script creates one with {{ placeholders }}. Convert-Help.ps1 rejects the page until all placeholders are replaced.
.PARAMETER Name
    Updates only the pages of these cmdlets. Wildcards are allowed.
.EXAMPLE
    ./build.ps1; pwsh -NoProfile -File tools/Build/Update-HelpPage.ps1 Get-DbxRun
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [string[]] $Name = '*'
)

$ErrorActionPreference = 'Stop'
Import-Module Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0.0
Import-Module (Join-Path $PSScriptRoot 'BuiltModule.psm1')
Import-Module (Join-Path $PSScriptRoot 'HelpPages.psm1')
Import-BuiltModule

$folder = [System.IO.Path]::Combine((Split-Path (Split-Path $PSScriptRoot)), 'docs', 'help')
$model = 'Microsoft.PowerShell.PlatyPS.Model'

function ConvertTo-Described {
    param([System.Collections.IDictionary] $Words, [object[]] $Known)

    # Types in the page take precedence: the page can be more specific than OutputType.
    $types = if ($Words.Count) { $Words.Keys } else { $Known.Typename }
    foreach ($type in $types) {
        $text = if ($Words.Count) { $Words[$type] } else { '{{ Fill in the Description }}' }
        New-Object "$model.InputOutput" $type, $text
    }
}

$commands = Get-Command -Module Databricks.Jobs -CommandType Cmdlet |
    Where-Object { $command = $_.Name; $Name | Where-Object { $command -like $_ } }
foreach ($command in $commands) {
    $page = Join-Path $folder "$($command.Name).md"
    $words = if (Test-Path $page) { Read-HelpPage $page } else { Read-HelpPage -Text '' }
    $help = New-CommandHelp -CommandInfo $command

    $help.HasCmdletBinding = $true
    foreach ($syntax in $help.Syntax) {
        $syntax.HasCmdletBinding = $true
    }
    if ($words.Date) {
        $help.Metadata['ms.date'] = $words.Date
    }
    $aliases = @(Get-Alias -Definition $command.Name -ErrorAction Ignore | ForEach-Object Name)
    $help.Aliases = if ($aliases) { $aliases -join ', ' } else { 'None.' }
    $help.AliasHeaderFound = $true
    if ($words.Synopsis) {
        $help.Synopsis = $words.Synopsis
    }
    if ($words.Description) {
        $help.Description = $words.Description
    }
    if ($words.Examples.Count) {
        $help.Examples.Clear()
        foreach ($title in $words.Examples.Keys) {
            $help.Examples.Add((New-Object "$model.Example" $title, $words.Examples[$title]))
        }
    }
    foreach ($parameter in $help.Parameters) {
        $parameter.HelpMessage = ''
        $parameter.DefaultValue = Get-ParameterDefault $command $parameter.Name
        $allowed = $command.Parameters[$parameter.Name].Attributes |
            Where-Object { $_ -is [System.Management.Automation.ValidateSetAttribute] } |
            ForEach-Object ValidValues
        $parameter.AcceptedValues.Clear()
        foreach ($value in $allowed) {
            $parameter.AcceptedValues.Add($value)
        }
        if ($words.Parameters.Contains($parameter.Name)) {
            $parameter.Description = $words.Parameters[$parameter.Name]
        } elseif ($command.Parameters[$parameter.Name].Attributes.HelpMessage) {
            $parameter.Description = "{{ $($command.Parameters[$parameter.Name].Attributes.HelpMessage) }}"
        }
    }
    $inputs = @(ConvertTo-Described $words.Inputs $help.Inputs)
    $outputs = @(ConvertTo-Described $words.Outputs $help.Outputs)
    $help.Inputs.Clear()
    $inputs | ForEach-Object { $help.Inputs.Add($_) }
    $help.Outputs.Clear()
    $outputs | ForEach-Object { $help.Outputs.Add($_) }
    $help.Notes = $words.Notes
    $help.RelatedLinks.Clear()
    foreach ($link in $words.Links) {
        $help.RelatedLinks.Add((New-Object "$model.Links" $link.Address, $link.Text))
    }

    $stage = Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid())
    try {
        $file = $help | Export-MarkdownCommandHelp -OutputFolder $stage -Force
        $text = [System.IO.File]::ReadAllText($file.FullName).Replace("`r`n", "`n").TrimEnd() + "`n"
        [System.IO.File]::WriteAllText($page, $text)
    } finally {
        Remove-Item $stage -Recurse -Force -ErrorAction Ignore
    }
    [Console]::Out.WriteLine("docs/help/$($command.Name).md")
}
