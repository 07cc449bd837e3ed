# Draws text with colors, as a terminal shows it, as an SVG.

# The colors of $PSStyle.Foreground by the code of their escape sequence, and the background.
$script:colors = @{
    31 = '#f85149'; 32 = '#3fb950'; 33 = '#d29922'; 34 = '#58a6ff'; 35 = '#bc8cff'; 36 = '#39c5cf'; 37 = '#e6edf3'
    90 = '#7d8590'; 91 = '#ff7b72'; 92 = '#56d364'; 93 = '#e3b341'; 94 = '#79c0ff'; 95 = '#d2a8ff'; 96 = '#56d4dd'
    97 = '#ffffff'
}

<#
.SYNOPSIS
    An SVG of lines of text with the escape sequences of colors and bold text. Other sequences are an error.
.PARAMETER Line
    The lines.
.PARAMETER Columns
    The width in characters.
.PARAMETER Title
    What the picture shows, for a screen reader.
#>
function ConvertTo-TerminalSvg {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)]
        [AllowEmptyString()]
        [string[]] $Line,

        [Parameter(Mandatory)]
        [int] $Columns,

        [Parameter(Mandatory)]
        [string] $Title
    )

    # Each part is drawn at its own column, so that a font with other widths does not shift the rest.
    $advance, $height, $margin, $bar = 8.4, 19, 16, 34
    $culture = [cultureinfo]::InvariantCulture
    $number = { param($value) ([double] $value).ToString('0.##', $culture) }
    $escape = { param($text) [System.Security.SecurityElement]::Escape($text) }
    $width = & $number (2 * $margin + $Columns * $advance)
    $total = & $number ($bar + $Line.Count * $height + $margin)

    $svg = [System.Collections.Generic.List[string]]::new()
    $svg.Add("<svg xmlns=`"http://www.w3.org/2000/svg`" viewBox=`"0 0 $width $total`" width=`"$width`" " +
        "role=`"img`" aria-label=`"$(& $escape $Title)`">")
    $svg.Add("<rect width=`"$width`" height=`"$total`" rx=`"8`" fill=`"#0d1117`"/>")
    foreach ($dot in @(20, '#ff5f57'), @(40, '#febc2e'), @(60, '#28c840')) {
        $svg.Add("<circle cx=`"$($dot[0])`" cy=`"18`" r=`"6`" fill=`"$($dot[1])`"/>")
    }
    $svg.Add('<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,''DejaVu Sans Mono'',monospace" ' +
        'font-size="14" fill="#e6edf3" xml:space="preserve">')
    for ($row = 0; $row -lt $Line.Count; $row++) {
        $y = & $number ($bar + ($row + 1) * $height - 5)
        $column, $style = 0, ''
        foreach ($part in [regex]::Split($Line[$row], '(\e\[[0-9;]*m)')) {
            if ($part -match '^\e\[([0-9;]*)m$') {
                foreach ($code in ($Matches[1] -split ';')) {
                    $style = switch ([int] "0$code") {
                        0 { '' }
                        1 { $style + ' font-weight="bold"' }
                        { $script:colors.ContainsKey($_) } { " fill=`"$($script:colors[$_])`"" }
                        default { throw "The color $code is not known." }
                    }
                }
                continue
            }
            if ($part.Contains([char] 27)) {
                throw "Line $($row + 1) has a sequence that is not a color."
            }
            $text = $part.TrimStart()
            $x = & $number ($margin + ($column + $part.Length - $text.Length) * $advance)
            $column += $part.Length
            $text = $text.TrimEnd()
            if ($text) {
                $length = & $number ($text.Length * $advance)
                $svg.Add("<text x=`"$x`" y=`"$y`" textLength=`"$length`" lengthAdjust=`"spacingAndGlyphs`"$style>" +
                    "$(& $escape $text)</text>")
            }
        }
    }
    $svg.Add('</g>')
    $svg.Add('</svg>')
    ($svg -join "`n") + "`n"
}

Export-ModuleMember -Function ConvertTo-TerminalSvg
