# Searches everything that users and contributors read for phrases that the glossary in CONTRIBUTING ("Words") replaces:
# documentation, help, the schema, samples, tools and the build scripts. Needs no module.

BeforeDiscovery {
    $groups = @(
        @{ Group = 'README, SECURITY, CHANGELOG and CONTRIBUTING'; Path = '*.md' }
        @{ Group = 'docs'; Path = 'docs/*.md', 'docs/about/*.md' }
        @{ Group = 'docs/help'; Path = 'docs/help/*.md' }
        @{ Group = 'docs/help/en-US'; Path = 'docs/help/en-US/*' }
        @{ Group = 'schema'; Path = 'schema/*.json' }
        @{ Group = 'src/Databricks.Jobs.PowerShell'; Path = 'src/Databricks.Jobs.PowerShell/**.cs' }
        @{ Group = 'the build scripts'; Path = 'build.*', 'Databricks.Jobs.psd1', 'tools/Build/*.ps*1' }
        @{ Group = 'src/Databricks.Jobs'; Path = 'src/Databricks.Jobs/**.cs' }
        @{ Group = 'src/Databricks.Jobs.LocalWorkspace'; Path = 'src/Databricks.Jobs.LocalWorkspace/**.cs' }
        @{ Group = 'samples'; Path = 'samples/**.ps1', 'samples/**.cs' }
        @{ Group = 'bench and tools'; Path = 'bench/*.md', 'bench/*.ps*1', 'bench/**.cs', 'tools/**.cs' }
    )
}

BeforeAll {
    $root = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($PSScriptRoot, '..', '..'))

    # Regular expressions, and what to write instead. They match whole words in any case, and a space also matches a
    # line break. To add a phrase, add a line; to allow a use, narrow its expression.
    $phrases = [ordered]@{
        '(?<!\bthere )(?:is|are|was|were) no(?! (?:longer|more|less|better|different|later))' = 'is not a valid'
        '(?<!\bthere )(?:is|are|was|were) none(?! of)' = 'is not one'
        'that there (?:is|are|was|were)(?: not)?(?=[.,;:!?)])' = 'that (do not) exist'
        '(?:is|are|was|were|be|been|being) had' = 'is obtained; get, refresh'
        'anew' = 'again, new'
        'whoever' = 'anyone who, the caller'
        'who asks' = 'the caller, the user'
        'as whom' = 'the identity that, signed in as'
        'l(?:ay|ays|aid|aying) (?:\w+ )?over' = 'override'
        'overrul(?:e|es|ed|ing)' = 'override'
        '(?:win|wins|won|winning) over' = 'override, take precedence over'
        '(?:stand|stands|stood) so' = 'in this state, with these states'
        '(?:stand|stands|stood) together' = 'be combined'
        '(?:stand|stands|stood) beside' = 'be next to, be compared with'
        'stands in(?! for)' = 'is in'
        'how (?:the |a |an |each |its |their )?\w+ (?:stand|stands|stood)' = 'the state of'
        'goes? not with' = 'cannot be combined with'
        'call(?:s|ed|ing)? off' = 'cancel'
        'go(?:es|ing)? (?:a?round )?in circles' = 'loop; circular'
        '(?:came|come|comes) about' = 'was established, was created; happen'
        'all the same' = 'anyway, still'
        'under way' = 'in progress, active'
        '(?:goes|went|gone) on|(?:will|may|must|can|cannot|to|that|and|it) go on(?! to)' = 'continue'
        'answer(?:s|ed|ing)?' = 'response; respond, return'
        '(?<!\bconnections?\b[^.;:]{0,40})refus(?:e|es|ed|ing|al|als)(?![^.;:]{0,30}\bconnections?\b)' =
            'reject, return an error ("connection refused" is fine)'
        'ask(?:s|ed|ing)? again|(?:is|are|was|were|be|been) asked(?! to confirm)' = 'poll, retry; is requested'
        'ask(?:s|ed|ing)? (?:the|a) (?:service|workspace|server)' = 'request, send, get'
        '(?:is|are) told' = 'receives, is reported to'
        '(?:time|times?) (?:is|are|was|were) up' = 'timed out'
        'let(?:s|ting)? go' = 'disconnect, release'
        'l(?:ay|ays|aid) down' = 'define, store'
        'of (?:its|their|his) own accord' = 'automatically'
        'in vain' = 'without success'
        'in (?:good|due) time' = 'ahead of time, early'
        'for ever' = 'permanently, without a limit'
        'once and for all' = 'permanently'
        'at a stretch' = 'for each outage, without interruption'
        'outliv(?:e|es|ed|ing) (?:\w+ )?(?:minutes|hours|outages?|logins?|sleep)' = 'survive'
        '(?:first|last|latest|next|each|every|one|a) look' = 'check, poll'
        'stands? still' = 'stop'
        'passed over' = 'skip, ignore'
        '(?:give|gives|gave|given|giving) out' = 'issue'
        '(?:is|are|was|were|be) looked at' = 'is checked, is polled'
        '(?:has|have|had|gets?) (?:its|their) turn' = 'is tried next'
        '(?:is|are) let in' = 'can sign in'
        'mend(?:s|ed|ing)?' = 'fix'
        'patien(?:ce|t|tly)' = 'timeout, retries'
        'proofs?' = 'credentials'
        'page marks?' = 'page token'
        'mask(?:s|ed|ing)?' = 'redact'
        '(?:allowed|known|unknown|new) words?' = 'value'
        'unless (?:it is |they are |you are )?given' = 'by default'
        'for the usual' = 'for the defaults'
        'some (?:two|three|four|five|ten|twenty|hundred|\d+)' = 'about'
        'in so many words' = 'explicitly'
        'tokens? (?:that )?(?:end|ends|ended)(?! up)' = 'expire'
        'cannot (?:be )?go(?:ne)? with' = 'cannot be combined with'
        'UnexpectedAnswer' = 'UnexpectedResponse'
        # CANCELLED is a value of the service, 'Run cancelled.' one of its messages.
        '(?<!\bRun )(?-i:[Cc]ancell(?:ed|ing))|(?:behavi|col|fav|hon|neighb)our(?:s|ed|ing|ful|able)?|centres?' =
            'the American spelling'
        ('\w+[^aeiou\W]is(?:e|es|ed|ing|ation)' +
            '(?<=(?:serial|normal|local|organ|recogn|initial|real|author|custom)is\w+)') = 'the American spelling'
    }

    $space = '(?:[ \t]+|[ \t]*\r?\n[ \t]*(?:(?:///?|#)[ \t]*)?)'
    $options = [System.Text.RegularExpressions.RegexOptions] 'IgnoreCase, CultureInvariant, Compiled'
    # One pass over the text finds all phrases, each in a group of its own. The ends exclude identifiers in strings and
    # comments, such as calls in an interpolated string.
    $number = 0
    $groups = $phrases.Keys | ForEach-Object { "(?<p$number>$($_.Replace(' ', $space)))"; $number++ }
    $any = [regex]::new("(?<![\w.`$-]|(?:name|cref)=`")(?:$($groups -join '|'))(?![\w(])", $options)

    # Comments, where lines that follow each other are one, and strings.
    $csharp = [regex] ('(?s)(?<prose>(?m:^[ \t]*//[^\n]*(?:\n[ \t]*//[^\n]*)*)|//[^\n]*|/\*.*?\*/' +
        '|\$*(?<quotes>"{3,}).*?\k<quotes>|(?:@\$?|\$@)"(?:[^"]|"")*"|\$?"(?:\\.|[^"\\\n])*")' +
        "|'(?:\\.|[^'\\\n])+'")
    $shell = [regex] '(?m)(?<prose>(?:^|(?<=\s))#[^\n]*(?:\n[ \t]*#[^\n]*)*|"(?:\\.|[^"\\])*"|''[^'']*'')'
    $json = [regex] '"(?:meaning|about)"\s*:\s*(?<prose>"(?:\\.|[^"\\])*")'
    # Markdown is prose but for its code, whose comments are prose too.
    $markdown = [regex] '(?ms)^```.*?^```[ \t]*$|`[^`\n]+`'
    $remark = [regex] '(?m)(?:^|[ \t])(?<prose>#[ \t][^\n]*)'
    # The column of the glossary with the words that are not to be used.
    $glossary = [regex] '(?m)^\|[^|\n]*\|[^|\n]*\|[^|\n]*\|$'

    # Where the prose is in the text of a file: objects with Index and Length, or nothing for all of it.
    function Get-ProseSpan([string] $Name, [string] $Text) {
        switch -Regex ($Name) {
            '\.cs$' { return $csharp.Matches($Text) | ForEach-Object { $_.Groups['prose'] } | Where-Object Success }
            '\.sh$' { return $shell.Matches($Text) | ForEach-Object { $_.Groups['prose'] } }
            '\.json$' { return $json.Matches($Text) | ForEach-Object { $_.Groups['prose'] } }
            '\.ps[dm]?1$' { return Get-ScriptSpan $Text }
            '\.md$' { return Get-MarkdownSpan $Name $Text }
            default { [pscustomobject]@{ Index = 0; Length = $Text.Length } }
        }
    }

    function Get-ScriptSpan([string] $Text) {
        $tokens = $null
        $null = [System.Management.Automation.Language.Parser]::ParseInput($Text, [ref] $tokens, [ref] $null)
        $comment = $null
        foreach ($token in $tokens) {
            $start = $token.Extent.StartOffset
            $length = $token.Extent.EndOffset - $start
            if ($token.Kind -eq 'Comment') {
                # Comments on lines that follow each other are one.
                if ($comment -and -not $Text.Substring($comment.Index + $comment.Length, $start - $comment.Index -
                        $comment.Length).Trim()) {
                    $comment.Length = $start + $length - $comment.Index
                } else {
                    $comment
                    $comment = [pscustomobject]@{ Index = $start; Length = $length }
                }
            } elseif ($token -is [System.Management.Automation.Language.StringToken]) {
                [pscustomobject]@{ Index = $start; Length = $length }
            }
        }
        $comment
    }

    function Get-MarkdownSpan([string] $Name, [string] $Text) {
        $start = 0
        foreach ($code in $markdown.Matches($Text)) {
            [pscustomobject]@{ Index = $start; Length = $code.Index - $start }
            $start = $code.Index + $code.Length
            foreach ($comment in $remark.Matches($code.Value)) {
                $group = $comment.Groups['prose']
                [pscustomobject]@{ Index = $code.Index + $group.Index; Length = $group.Length }
            }
        }
        [pscustomobject]@{ Index = $start; Length = $Text.Length - $start }
    }

    # The phrases in a text: the line, what was found, and what to write instead.
    function Find-Phrase([string] $Name, [string] $Text) {
        if ((Split-Path $Name -Leaf) -eq 'CONTRIBUTING.md') {
            $Text = $glossary.Replace($Text, { param($row) $row.Value -replace '[^|]*\|$', '|' })
        }
        $found = $any.Matches($Text)
        if (-not $found.Count) {
            return
        }
        $spans = @(Get-ProseSpan $Name $Text | Where-Object { $_ })
        foreach ($match in $found) {
            $end = $match.Index + $match.Length
            # A loop, because a pipeline is slow for the many spans of a large file.
            $isProse = $false
            foreach ($span in $spans) {
                if ($span.Index -le $match.Index -and $span.Index + $span.Length -ge $end) {
                    $isProse = $true
                    break
                }
            }
            if (-not $isProse) {
                continue
            }
            $number = 0..($phrases.Count - 1) | Where-Object { $match.Groups["p$_"].Success } | Select-Object -First 1
            [pscustomobject]@{
                Line = $Text.Substring(0, $match.Index).Split("`n").Count
                Found = $match.Value -replace '\s+(?:(?:///?|#)\s*)?', ' '
                Instead = @($phrases.Values)[$number]
            }
        }
    }

    function Get-ProseFile([string] $Path) {
        $folder, $name = $Path -split '/(?=[^/]+$)'
        if (-not $name) {
            $folder, $name = '.', $Path
        }
        $place = [System.IO.Path]::GetFullPath((Join-Path $root $folder))
        if ($name.StartsWith('**')) {
            Get-ChildItem $place -Recurse -File -Filter $name.Substring(1) |
                Where-Object FullName -NotMatch '[\\/](?:bin|obj)[\\/]'
        } else {
            Get-ChildItem (Join-Path $place $name) -File
        }
    }

    # Few enough to read, over all the groups.
    $shown = [pscustomobject]@{ Left = 40 }
}

Describe 'The prose of <Group>' -ForEach $groups {
    It 'has none of the phrases that the glossary replaces' {
        $files = @($Path | ForEach-Object { Get-ProseFile $_ })
        $files | Should -Not -BeNullOrEmpty
        $hits = @(foreach ($file in $files) {
                $name = $file.FullName.Substring($root.Length).TrimStart('\', '/').Replace('\', '/')
                foreach ($hit in Find-Phrase $file.Name ([System.IO.File]::ReadAllText($file.FullName))) {
                    "${name}:$($hit.Line): '$($hit.Found)'; write: $($hit.Instead)"
                }
            })
        $lines = @($hits | Select-Object -First $shown.Left)
        $shown.Left -= $lines.Count
        if ($hits) {
            throw "$($hits.Count) phrases to replace (CONTRIBUTING, 'Words')`n" + ($lines -join "`n")
        }
    }
}

Describe 'The search for phrases' {
    It 'finds a phrase in <Name>, and only in prose' -ForEach @(
        @{ Name = 'page.md'
            Text = "One`ntwo is`nno job.`n``````powershell`nGet-It answers # It is had`n```````n``anew``"
            Lines = 2, 5 }
        @{ Name = 'Code.cs'
            Text = "// The wait goes`n    // on.`nvar anew = answers(@`"a`"`"anew`", '`"', `"in vain`");"
            Lines = 1, 3, 3 }
        @{ Name = 'Raw.cs'; Text = "var a = `"`"`"`n  a `"quote`" anew`n`"`"`" + anew; /* anew */ // anew"
            Lines = 2, 3, 3 }
        @{ Name = 'script.ps1'; Text = "# It is called`n# off.`n`$anew = 'anew'; answers `"anew`""; Lines = 1, 3, 3 }
        @{ Name = 'script.sh'; Text = "# In`n# vain.`nanew answers `"anew`""; Lines = 1, 3 }
        @{ Name = 'schema.json'; Text = "{ `"name`": `"anew`",`n`"meaning`": `"Read anew.`" }"; Lines = 2 }
        @{ Name = 'about.help.txt'; Text = "    Who it is goes`n    on."; Lines = 1 }
        @{ Name = 'CONTRIBUTING.md'; Text = "| cancel | a run | call off |`n| call off | a run | cancel |"; Lines = 2 }
    ) {
        @(Find-Phrase $Name $Text).Line | Should -Be $Lines
    }

    It 'lets the language of the field pass: <_>' -ForEach @(
        'There is no job.', 'It is no longer active.', 'The connection was refused.', 'It refused the connection.',
        'If there is none, the default applies.', 'It is none of these.', 'It depends on the answerer.', 'He had it.'
    ) {
        Find-Phrase 'page.md' $_ | Should -BeNullOrEmpty
    }
}
