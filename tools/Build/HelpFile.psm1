$namespaces = @{
    maml = 'http://schemas.microsoft.com/maml/2004/10'
    command = 'http://schemas.microsoft.com/maml/dev/command/2004/10'
    dev = 'http://schemas.microsoft.com/maml/dev/2004/10'
}

<#
.SYNOPSIS
    Converts Markdown to console paragraphs: no markup, and one line per paragraph, which the console wraps.
.PARAMETER Markdown
    The text.
#>
function ConvertTo-Paragraph {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory)]
        [AllowEmptyString()]
        [string] $Markdown
    )

    foreach ($block in $Markdown.Trim() -split '(?:\r?\n[ \t]*){2,}') {
        # List items stay on separate lines; continuation lines are joined.
        $text = [regex]::Replace($block, '\r?\n(?![-*] |\d+\. )[ \t]*', ' ')
        ConvertTo-PlainText $text
    }
}

<#
.SYNOPSIS
    Removes the markup from a line of Markdown.
.PARAMETER Markdown
    The line.
#>
function ConvertTo-PlainText {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory, Position = 0)]
        [AllowEmptyString()]
        [string] $Markdown
    )

    # Text between backticks is literal.
    $parts = $Markdown -split '(`[^`]+`)' | ForEach-Object {
        if ($_ -match '^`(.+)`$') {
            $Matches[1]
        } else {
            $plain = [regex]::Replace($_, '\[([^\]]+)\]\((https?://[^)]+)\)', '$1 ($2)')
            $plain = [regex]::Replace($plain, '\[([^\]]+)\]\([^)]+\)', '$1')
            [regex]::Replace($plain, '\*\*([^*]+)\*\*', '$1') -replace '\\([<>\[\]_*|\\])', '$1'
        }
    }
    -join $parts
}

<#
.SYNOPSIS
    Corrects what PlatyPS omits or leaves as Markdown in the help of one command.
.PARAMETER Element
    The element of the command in the help file.
.PARAMETER Help
    The page, as PlatyPS read it.
#>
function Repair-CommandHelp {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)]
        [System.Xml.XmlElement] $Element,

        [Parameter(Mandatory)]
        [object] $Help
    )

    foreach ($description in Select-Node $Element './/maml:description | .//maml:alert') {
        Set-Paragraph $description $description.InnerText
    }
    foreach ($parameter in Select-Node $Element 'command:parameters/command:parameter') {
        Repair-Parameter $parameter $Help -IsWhole
    }
    $items = @(Select-Node $Element 'command:syntax/command:syntaxItem')
    for ($i = 0; $i -lt $items.Count; $i++) {
        foreach ($parameter in Select-Node $items[$i] 'command:parameter') {
            Repair-Parameter $parameter $Help -Set $Help.Syntax[$i].ParameterSetName
        }
    }
    $examples = @(Select-Node $Element 'command:examples/command:example')
    for ($i = 0; $i -lt $examples.Count; $i++) {
        Repair-Example $examples[$i] $Help.Examples[$i]
    }
    foreach ($address in Select-Node $Element './/maml:navigationLink/maml:uri') {
        # An address relative to the page does not work in a console.
        if ($address.InnerText -notmatch '^https://') {
            $address.InnerText = ''
        }
    }
}

function Repair-Parameter {
    param([System.Xml.XmlElement] $Element, [object] $Help, [string] $Set, [switch] $IsWhole)

    $name = (Select-Node $Element 'maml:name').InnerText
    $known = $Help.Parameters | Where-Object Name -EQ $name
    if (-not $known) {
        return
    }
    $sets = @($known.ParameterSets | Where-Object { -not $Set -or $_.Name -in $Set, '(All)' })
    $ways = @(
        if ($sets.ValueFromPipelineByPropertyName -contains $true) { 'ByPropertyName' }
        if ($sets.ValueFromPipeline -contains $true) { 'ByValue' }
    )
    $isArray = $known.Type.EndsWith('[]')
    $Element.SetAttribute('pipelineInput', $(if ($ways) { "True ($($ways -join ', '))" } else { 'False' }))
    $Element.SetAttribute('position', $Element.GetAttribute('position').ToLowerInvariant())
    $Element.SetAttribute('globbing', ([string] $known.SupportsWildcards).ToLowerInvariant())
    $Element.SetAttribute('variableLength', ([string] $isArray).ToLowerInvariant())
    $Element.SetAttribute('aliases', $(if ($known.Aliases) { $known.Aliases -join ', ' } else { 'none' }))
    $isMandatory = $sets -and $sets.IsRequired -notcontains $false
    $Element.SetAttribute('required', ([string] [bool] $isMandatory).ToLowerInvariant())
    $value = Select-Node $Element 'command:parameterValue'
    $type = Get-TypeWord $known.Type
    if ($value) {
        $value.InnerText = $type
        $value.SetAttribute('variableLength', ([string] $isArray).ToLowerInvariant())
    }
    if (-not $IsWhole) {
        return
    }
    $typeName = Select-Node $Element 'dev:type/maml:name'
    $typeName.InnerText = $type
    $default = Select-Node $Element 'dev:defaultValue'
    if (-not $default) {
        $default = $Element.AppendChild($Element.OwnerDocument.CreateElement('dev', 'defaultValue', $namespaces.dev))
    }
    $default.InnerText = if ($known.DefaultValue) { $known.DefaultValue } else { 'None' }
    if ($known.AcceptedValues) {
        $text = "Allowed: $($known.AcceptedValues -join ', ')."
        $description = Select-Node $Element 'maml:description'
        $paragraph = $Element.OwnerDocument.CreateElement('maml', 'para', $namespaces.maml)
        $paragraph.InnerText = $text
        $null = $description.AppendChild($paragraph)
    }
}

# The type name as a user writes it: without the namespace and Nullable, because optional parameters can be omitted.
function Get-TypeWord {
    param([string] $Name)

    $plain = $Name -replace '^System\.Nullable`1\[(.+)\]$', '$1'
    $plain = $plain -replace '^.*\.', ''
    switch -Regex ($plain) {
        '^Int64(\[\])?$' { return "long$($Matches[1])" }
        '^Int32(\[\])?$' { return "int$($Matches[1])" }
        '^UInt64$' { return 'ulong' }
        '^Boolean$' { return 'bool' }
        '^(String|Double)(\[\])?$' { return $plain.ToLowerInvariant() }
    }
    $plain
}

function Repair-Example {
    param([System.Xml.XmlElement] $Element, [object] $Example)

    $parts = Split-Example $Example.Remarks
    (Select-Node $Element 'maml:introduction').InnerXml = ''
    (Select-Node $Element 'dev:code').InnerText = $parts.Code -join "`n`n"
    Set-Paragraph (Select-Node $Element 'dev:remarks') $parts.Words
    # The console shows the next example directly below.
    $remarks = Select-Node $Element 'dev:remarks'
    $null = $remarks.AppendChild($Element.OwnerDocument.CreateElement('maml', 'para', $namespaces.maml))
}

function Set-Paragraph {
    param([System.Xml.XmlElement] $Element, [string] $Markdown)

    $Element.InnerXml = ''
    foreach ($text in ConvertTo-Paragraph $Markdown) {
        $paragraph = $Element.OwnerDocument.CreateElement('maml', 'para', $namespaces.maml)
        $paragraph.InnerText = $text
        $null = $Element.AppendChild($paragraph)
    }
}

function Select-Node {
    param([System.Xml.XmlNode] $Node, [string] $Path)

    $manager = [System.Xml.XmlNamespaceManager]::new($Node.OwnerDocument.NameTable)
    foreach ($prefix in $namespaces.Keys) {
        $manager.AddNamespace($prefix, $namespaces[$prefix])
    }
    # Returns an array, so the caller can change the nodes while it iterates.
    @($Node.SelectNodes($Path, $manager))
}

Export-ModuleMember -Function ConvertTo-Paragraph, ConvertTo-PlainText, Repair-CommandHelp
