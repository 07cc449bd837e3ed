$width = 80
$indent = '    '

<#
.SYNOPSIS
    Converts a topic from Markdown to the plain text that Get-Help shows, 80 columns wide.
.PARAMETER Markdown
    The topic: a heading with the name of the topic, then headings, paragraphs, lists, tables and code.
#>
function ConvertTo-AboutText {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)]
        [string] $Markdown
    )

    $lines = [System.Collections.Generic.List[string]]::new()
    # A block is fenced code, or the lines between two blank lines.
    $pattern = '(?ms)^```\w*[ \t]*\n(?<code>.*?)\n```[ \t]*$|(?<block>\S.*?)(?=\n[ \t]*\n|\n```|\z)'
    foreach ($match in [regex]::Matches($Markdown.Replace("`r`n", "`n").Trim(), $pattern)) {
        if ($match.Groups['code'].Success) {
            $code = $match.Groups['code'].Value -split '\n' | ForEach-Object { "$indent$indent$_".TrimEnd() }
            $lines.AddRange([string[]] @($code))
        } else {
            $block = $match.Groups['block'].Value
            $lines.AddRange([string[]] @(ConvertTo-AboutBlock $block))
            # Get-Help expects the short description in the line below its heading.
            if ($block -match '^#{2,3} [^\n]+$') {
                continue
            }
        }
        $lines.Add('')
    }
    ($lines -join "`n").TrimEnd() + "`n"
}

function ConvertTo-AboutBlock {
    param([string] $Block)

    $first, $rest = $Block -split '\n', 2
    switch -Regex ($first) {
        '^# (.+)$' { 'TOPIC', "$indent$($Matches[1])"; return }
        '^## (.+)$' { $Matches[1].ToUpperInvariant() }
        '^### (.+)$' { "  $($Matches[1])" }
        '^#{2,3} ' {
            if ($rest) {
                ConvertTo-AboutBlock $rest
            }
            return
        }
        '^\|' { return Format-AboutTable ($Block -split '\n') }
        '^([-*]|\d+\.) ' {
            foreach ($item in $Block -split '\n(?=[-*] |\d+\. )') {
                $mark, $text = $item -split ' ', 2
                $hanging = $indent + ' ' * ($mark.Length + 1)
                $wrapped = @(
                    Split-Line (ConvertTo-PlainText ($text -replace '\s*\n\s*', ' ')) ($width - $hanging.Length))
                "$indent$mark $($wrapped[0])"
                $wrapped | Select-Object -Skip 1 | ForEach-Object { "$hanging$_" }
            }
            return
        }
        default {
            Split-Line (ConvertTo-PlainText ($Block -replace '\s*\n\s*', ' ')) ($width - $indent.Length) |
                ForEach-Object { "$indent$_" }
        }
    }
}

# All columns except the last are as wide as their content. The last column uses the remaining width and is wrapped.
function Format-AboutTable {
    param([string[]] $Row)

    $cells = @($Row | Where-Object { $_ -notmatch '^\|[-| :]+\|$' } | ForEach-Object {
            , @($_.Trim().Trim('|') -split '(?<!\\)\|' | ForEach-Object { ConvertTo-PlainText $_.Trim() })
        })
    $last = $cells[0].Count - 1
    $widths = @(for ($i = 0; $i -lt $last; $i++) {
            ($cells | ForEach-Object { $_[$i].Length } | Measure-Object -Maximum).Maximum
        })
    $offset = ($widths | Measure-Object -Sum).Sum + 2 * $last
    for ($r = 0; $r -lt $cells.Count; $r++) {
        $start = -join (0..($last - 1) | ForEach-Object { $cells[$r][$_].PadRight($widths[$_] + 2) })
        $wrapped = @(Split-Line $cells[$r][$last] ($width - $indent.Length - $offset))
        "$indent$start$($wrapped[0])".TrimEnd()
        $wrapped | Select-Object -Skip 1 | ForEach-Object { $indent + ' ' * $offset + $_ }
        if ($r -eq 0) {
            $indent + (-join ($widths | ForEach-Object { '-' * $_ + '  ' })) + '-' * $cells[0][$last].Length
        }
    }
}

function Split-Line {
    param([string] $Text, [int] $Length)

    $line = ''
    foreach ($word in $Text -split ' +') {
        if ($line -and $line.Length + 1 + $word.Length -gt $Length) {
            $line
            $line = $word
        } else {
            $line = "$line $word".TrimStart()
        }
    }
    $line
}

Export-ModuleMember -Function ConvertTo-AboutText
