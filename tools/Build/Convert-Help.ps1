# docs/help/<Cmdlet>.md into docs/help/en-US/Databricks.Jobs.PowerShell.dll-Help.xml.
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
Import-Module Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0.0

$help = [System.IO.Path]::Combine((Split-Path (Split-Path $PSScriptRoot)), 'docs', 'help')
$name = 'Databricks.Jobs.PowerShell.dll-Help.xml'
$pages = @(Get-ChildItem $help -Filter '*-Dbx*.md' -ErrorAction Ignore)
if (-not $pages) {
    [Console]::Out.WriteLine("There are no pages in $help yet.")
    return
}

$stage = Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid())
$null = New-Item $stage -ItemType Directory
try {
    $commands = foreach ($page in $pages) {
        try {
            Import-MarkdownCommandHelp -LiteralPath $page.FullName
        } catch {
            throw "$($page.Name): $($_.Exception.Message)"
        }
    }
    $file = $commands | Export-MamlCommandHelp -OutputFolder $stage -Force | Select-Object -First 1
    $target = Join-Path $help 'en-US'
    $null = New-Item $target -ItemType Directory -Force
    Copy-Item $file.FullName (Join-Path $target $name) -Force
} catch {
    [Console]::Error.WriteLine($_.Exception.Message)
    exit 1
} finally {
    Remove-Item $stage -Recurse -Force
}
[Console]::Out.WriteLine("$($pages.Count) pages are in $(Join-Path 'docs/help/en-US' $name)")
