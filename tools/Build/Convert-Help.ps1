<#
.SYNOPSIS
    Creates the files that Get-Help shows: the help file from docs/help/*.md, the about topics from docs/about/*.md.
.DESCRIPTION
    The output folder docs/help/en-US is checked in and ships with the module, so a build does not need PlatyPS. A
    malformed or incomplete page is an error.
.PARAMETER OutputFolder
    Writes to another folder, for a comparison.
#>
[CmdletBinding()]
param(
    [string] $OutputFolder
)

$ErrorActionPreference = 'Stop'
$docs = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'docs'
$fileName = 'Databricks.Jobs.PowerShell.dll-Help.xml'
if (-not $OutputFolder) {
    $OutputFolder = [System.IO.Path]::Combine($docs, 'help', 'en-US')
}

function Convert-Page {
    $pages = @(Get-ChildItem (Join-Path $docs 'help') -Filter '*-Dbx*.md' | Sort-Object Name)
    $problems = @($pages | ForEach-Object { Test-HelpPage $_.FullName })
    if ($problems) {
        throw $problems -join "`n"
    }
    $commands = @(foreach ($page in $pages) {
            try {
                Import-MarkdownCommandHelp -LiteralPath $page.FullName
            } catch {
                throw "$($page.Name): $($_.Exception.Message)"
            }
        })

    $stage = Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid())
    try {
        $file = $commands | Export-MamlCommandHelp -OutputFolder $stage -Force | Select-Object -First 1
        $document = [System.Xml.XmlDocument]::new()
        $document.Load($file.FullName)
    } finally {
        Remove-Item $stage -Recurse -Force -ErrorAction Ignore
    }
    foreach ($element in $document.DocumentElement.ChildNodes) {
        $name = $element.SelectSingleNode("*[local-name()='details']/*[local-name()='name']").InnerText
        Repair-CommandHelp $element ($commands | Where-Object Title -EQ $name)
    }
    Write-Document $document (Join-Path $OutputFolder $fileName)
    [Console]::Out.WriteLine("$($pages.Count) pages converted to $fileName")
}

# Uses the same line endings on every system, so the result can be compared with the checked-in file.
function Write-Document {
    param([xml] $Document, [string] $Path)

    $settings = [System.Xml.XmlWriterSettings]::new()
    $settings.Indent = $true
    $settings.NewLineChars = "`n"
    $settings.Encoding = [System.Text.UTF8Encoding]::new($false)
    $writer = [System.Xml.XmlWriter]::Create($Path, $settings)
    try {
        $Document.Save($writer)
    } finally {
        $writer.Dispose()
    }
}

function Convert-Topic {
    $topics = @(Get-ChildItem (Join-Path $docs 'about') -Filter 'about_*.md')
    foreach ($topic in $topics) {
        $text = ConvertTo-AboutText ([System.IO.File]::ReadAllText($topic.FullName))
        [System.IO.File]::WriteAllText((Join-Path $OutputFolder "$($topic.BaseName).help.txt"), $text)
    }
    [Console]::Out.WriteLine("$($topics.Count) about topics converted")
}

try {
    Import-Module Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0.0
    'HelpPages.psm1', 'HelpFile.psm1', 'AboutTopic.psm1' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot $_) }
    $null = New-Item $OutputFolder -ItemType Directory -Force
    Convert-Page
    Convert-Topic
} catch {
    [Console]::Error.WriteLine($_.Exception.Message)
    exit 1
}
