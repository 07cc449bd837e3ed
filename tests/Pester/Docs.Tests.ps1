# The code in what people read before they type: what it names is there, and it can be parsed.

BeforeDiscovery {
    $root = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($PSScriptRoot, '..', '..'))
    $files = @(Get-Item ([System.IO.Path]::Combine($root, 'README.md')),
        ([System.IO.Path]::Combine($root, 'docs', 'migration.md')))
    $files += Get-ChildItem ([System.IO.Path]::Combine($root, 'docs', 'about')) -Filter '*.md'
    $blocks = foreach ($file in $files) {
        $text = [System.IO.File]::ReadAllText($file.FullName) -replace "`r"
        foreach ($block in [regex]::Matches($text, '(?sm)^```(\w*)\n(.*?)^```$')) {
            if ($block.Groups[1].Value -in '', 'powershell' -and $block.Groups[2].Value -match '-Dbx') {
                # Of a session at the prompt, what was typed.
                $code = $block.Groups[2].Value
                if ($code -match '(?m)^PS> ') {
                    $code = ([regex]::Matches($code, '(?m)^(?:PS>|>>) (.*)$') |
                        ForEach-Object { $_.Groups[1].Value }) -join "`n"
                }
                @{
                    File = $file.Name
                    Line = ($text.Substring(0, $block.Index) -split "`n").Count + 1
                    Code = $code
                }
            }
        }
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"

    # The parameters of our commands that the code gives and that there are not.
    function Get-UnknownParameter([System.Management.Automation.Language.Ast] $Code) {
        foreach ($call in $Code.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
            $name = $call.GetCommandName()
            if ($name -notmatch '^\w+-Dbx') {
                continue
            }
            $command = Get-Command $name -ErrorAction Ignore
            if (-not $command) {
                $name
                continue
            }
            foreach ($element in $call.CommandElements) {
                if ($element -is [System.Management.Automation.Language.CommandParameterAst]) {
                    try {
                        $null = $command.ResolveParameter($element.ParameterName)
                    } catch {
                        "$name -$($element.ParameterName)"
                    }
                }
            }
        }
    }
}

Describe '<File>, line <Line>' -ForEach $blocks {
    It 'is PowerShell, and has the commands and parameters that there are' {
        $problems = $null
        $parsed = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $problems)
        $problems | Should -BeNullOrEmpty
        Get-UnknownParameter $parsed | Should -BeNullOrEmpty
    }
}

Describe 'The check of the code' {
    It 'finds what is not there' {
        $code = [System.Management.Automation.Language.Parser]::ParseInput(
            'Get-DbxJob -Nme x | Start-DbxNothing; Get-DbxRun -Job 5', [ref] $null, [ref] $null)
        Get-UnknownParameter $code | Should -Be 'Get-DbxJob -Nme', 'Start-DbxNothing', 'Get-DbxRun -Job'
    }
}
