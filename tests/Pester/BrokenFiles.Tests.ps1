# Damaged files: each is one error with file, line and column before anything is sent, or is read.

BeforeDiscovery {
    $utf8 = [System.Text.UTF8Encoding]::new($false)
    $bomb = "a: &a [x, x, x, x, x, x, x, x, x]`n" + (-join ('a'..'z' | Select-Object -Skip 1 | ForEach-Object {
                $before = [char] ([int] [char] $_ - 1)
                "${_}: &$_ [" + ((, "*$before" * 9) -join ', ') + "]`n"
            }))
    $broken = @(
        @{ What = 'JSON that is cut'; Name = 'j.json'; Text = "{ `"name`": `"a`",`n  `"tasks`": ["; At = '2:1[23]' }
        @{ What = 'YAML that is cut'; Name = 'j.yml'; Text = "name: 'a"; At = '1:\d+' }
        @{ What = 'a list in YAML that is cut'; Name = 'j.yml'; Text = "name: a`ntasks: [{ task_key: a"; At = '2:\d+' }
        @{ What = 'a tab'; Name = 'j.yml'; Text = "name: a`ntags:`n`tteam: b"; At = '3:1'; Words = 'tab' }
        @{ What = 'a duplicate key in YAML'; Name = 'j.yml'; Text = "name: a`ntasks: []`nname: b"; At = '3:1'
            Words = 'first in line 1' }
        @{ What = 'a duplicate key in JSON'; Name = 'j.json'; Text = '{ "name": "a", "name": "b" }'; At = '1:16' }
        @{ What = 'a list as name'; Name = 'j.yml'; Text = "tasks: []`nname: [a]"; At = '2:1' }
        @{ What = 'text as tasks'; Name = 'j.yml'; Text = "name: a`ntasks: load"; At = '2:1' }
        @{ What = 'text as number'; Name = 'j.json'; Text = "{ `"max_concurrent_runs`": `"many`" }"; At = '1:3' }
        @{ What = 'text alone'; Name = 'j.yml'; Text = 'nightly'; At = '1:1' }
        @{ What = 'a number alone'; Name = 'j.json'; Text = '5'; At = '1:1' }
        @{ What = 'a billion laughs'; Name = 'j.yml'; Text = $bomb; At = '\d+:\d+'; Words = 'expand to more than' }
        @{ What = 'an alias within its anchor'; Name = 'j.yml'; Text = 'tags: &a { b: *a }'; At = '1:15' }
        @{ What = 'an include of the file itself'; Name = 'databricks.yml'; Text = 'include: [databricks.yml]'
            At = '1:11'; Words = 'this file itself' }
        @{ What = 'an include that includes'; Name = 'databricks.yml'; Text = 'include: [more.yml]'; At = '1:1'
            File = 'more.yml'; Words = 'only the root file' }
        @{ What = 'an include outside of the folder'; Name = 'databricks.yml'; Text = "bundle: {}`ninclude: [../x.yml]"
            At = '2:11'; Words = 'outside the folder' }
        @{ What = 'a variable that contains itself'; Name = 'databricks.yml'; At = '1:\d+'; Words = 'contains itself'
            Text = 'variables: { a: { default: "${var.a}" } }' + "`nresources: { jobs: { j: { name: '`${var.a}' } } }" }
        @{ What = 'a binary file'; Name = 'j.yml'; Bytes = 127, 69, 76, 70, 2, 1, 1, 0, 0, 0, 0, 0; At = '1:1' }
        @{ What = 'a compressed file'; Name = 'j.json'; Bytes = 80, 75, 3, 4, 10, 255, 254; At = '\d:\d' }
        @{ What = 'an invalid byte'; Name = 'j.yml'; Bytes = @($utf8.GetBytes("name: a`ntäg: ")) + 228; At = '2:6' }
        @{ What = 'UTF-16 that is cut'; Name = 'j.yml'; Bytes = 255, 254, 110, 0, 97; At = '1:3' }
        @{ What = '100 MB'; Name = 'j.yml'; Size = 100MB; At = '1:1'; Words = '104,857,600 bytes, and 16,777,216' }
    )
    $readable = foreach ($encoding in 'utf-8', 'utf-16', 'utf-16BE') {
        foreach ($end in "`n", "`r`n") {
            foreach ($mark in $true, $false) {
                @{ Encoding = $encoding; End = $end; Mark = $mark; LineEnd = if ($end -eq "`n") { 'LF' } else { 'CRLF' } }
            }
        }
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace

    function New-BrokenFolder {
        param([string] $Name, [byte[]] $Content)

        $folder = New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory
        [System.IO.File]::WriteAllBytes((Join-Path $folder $Name), $Content)
        [System.IO.File]::WriteAllText((Join-Path $folder 'more.yml'), 'include: [other.yml]')
        Join-Path $folder $Name
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'A damaged file' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'is one error with its place: <What>' -ForEach $broken {
        $content = if ($Bytes) { $Bytes } elseif ($Size) { 10 } else { [System.Text.Encoding]::UTF8.GetBytes($Text) }
        $path = New-BrokenFolder $Name ([byte[]] $content)
        if ($Size) {
            $stream = [System.IO.File]::OpenWrite($path)
            $stream.SetLength($Size)
            $stream.Dispose()
        }
        $before = [System.GC]::GetTotalMemory($false)
        $failure = Get-Failure { New-DbxJob -Path $path }
        $failure | Should -HaveCount 1
        "$failure" | Should -Match "$([regex]::Escape($(if ($File) { $File } else { $Name }))):${At}: "
        "$failure" | Should -Match $Words
        [System.GC]::GetTotalMemory($false) - $before | Should -BeLessThan 100MB
        Get-TestRequest $local | Should -BeNullOrEmpty

        $findings = @(Test-DbxJob $path -ErrorVariable unreadable -ErrorAction SilentlyContinue)
        $findings.Count + $unreadable.Count | Should -BeGreaterThan 0
    }

    It 'is read in <Encoding>, with <LineEnd>, with a byte order mark: <Mark>' -ForEach $readable {
        $encoding = [System.Text.Encoding]::GetEncoding($Encoding)
        $bytes = @(if ($Mark) { $encoding.GetPreamble() }) + $encoding.GetBytes("name: ä$End# c${End}tasks: []$End")
        $path = New-BrokenFolder j.yml ([byte[]] $bytes)
        (New-DbxJob -Path $path).Settings.Name | Should -Be 'ä'
    }
}
