# The pictures of the README: how text becomes a picture, and that they are as the commands draw them today.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $root = Get-RepositoryRoot
    Import-Module ([System.IO.Path]::Combine($root, 'tools', 'Pictures', 'TerminalPicture.psm1'))
    $escape = [char] 27
}

Describe 'A picture of a terminal' {
    It 'has each part at its column, in its color' {
        $svg = [xml] (ConvertTo-TerminalSvg "ab ${escape}[31mc<d${escape}[0m  e" -Columns 10 -Title 'a & b')
        $svg.svg.'aria-label' | Should -Be 'a & b'
        $parts = @($svg.svg.g.text)
        $parts.'#text' | Should -Be 'ab', 'c<d', 'e'
        # 16 of margin and 8.4 for each column.
        $parts.x | Should -Be '16', '41.2', '83.2'
        $parts[1].fill | Should -Be '#f85149'
        $parts[2].GetAttribute('fill') | Should -Be ''
    }

    It 'is an error for anything but colors' {
        { ConvertTo-TerminalSvg "${escape}[2J" -Columns 10 -Title x } | Should -Throw '*Line 1*'
        { ConvertTo-TerminalSvg "${escape}[77m" -Columns 10 -Title x } | Should -Throw '*77*'
    }
}

Describe 'The pictures of the README' -Skip:($PSEdition -ne 'Core') {
    It 'are as the commands draw them today' {
        $script = [System.IO.Path]::Combine($root, 'tools', 'Pictures', 'New-Pictures.ps1')
        Invoke-WithEnvironment @{ NO_COLOR = $null } {
            $result = Invoke-FreshPowerShell ([scriptblock]::Create("& '$script' -Path '$TestDrive'"))
            "$($result.Error)" | Should -BeNullOrEmpty
        }
        foreach ($name in 'show-run.svg', 'show-job.svg') {
            $kept = [System.IO.File]::ReadAllText([System.IO.Path]::Combine($root, 'docs', 'images', $name))
            [System.IO.File]::ReadAllText((Join-Path $TestDrive $name)) | Should -BeExactly ($kept -replace '\r')
            [System.IO.File]::ReadAllText((Join-Path $root 'README.md')) | Should -Match "docs/images/$name"
        }
    }
}
