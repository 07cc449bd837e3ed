<#
.SYNOPSIS
    Makes what Get-Help shows: docs/help/*.md become the help file, docs/about/*.md the about topics.
.DESCRIPTION
    Both land in docs/help/en-US, which is checked in and shipped, so that a build without PlatyPS has them too. A page
    that is malformed or incomplete fails.
.PARAMETER OutputFolder
    Another folder to write to, for a comparison.
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
    [Console]::Out.WriteLine("$($pages.Count) pages are in $fileName")
}

# Lines end in the same way on every system, so that the checked-in file can be compared.
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
    [Console]::Out.WriteLine("$($topics.Count) about topics")
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
