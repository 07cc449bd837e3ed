BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    Import-Module "$PSScriptRoot/TestBrowser.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    $tasks = @(
        New-DbxTask load -NotebookPath /etl/load
        New-DbxTask train -PythonFile /train.py -DependsOn load
        New-DbxTask publish -NotebookPath /etl/publish -DependsOn train
    )
    $settings = @{
        parameters = @{ name = 'day'; default = 'monday' }, @{ name = 'api_token'; default = 'walrus-42' }
    }
    $job = New-DbxJob $settings -Name 'nightly <etl>' -Task $tasks
    Set-DbxLocalTask load -Output '{"rows": 7}' -DurationSeconds 60 -LocalWorkspace $local
    $trace = "Traceback (most recent call last):`n  File `"fit.py`", line 3`nValueError: NaN"
    Set-DbxLocalTask train -ErrorMessage 'Metric is NaN' -ErrorTrace $trace -LocalWorkspace $local
    $failed = $job | Start-DbxJobRun -Wait -ErrorAction SilentlyContinue
    $failed = Get-DbxRun -JobId $job.JobId -First 1
    Set-DbxLocalTask train -LocalWorkspace $local
    $good = $job | Start-DbxJobRun -Wait
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Export-DbxRunReport' {
    BeforeEach {
        Clear-TestWorkspace $local
        $folder = Join-Path $TestDrive ([guid]::NewGuid())
    }

    It 'writes a page with the run, its tasks and their output, and returns the file' {
        $file = $good | Export-DbxRunReport -Path $folder
        $file | Should -BeOfType [System.IO.FileInfo]
        $file.Name | Should -Be "run-$($good.RunId).html"
        @(Get-ChildItem $folder -Force) | Should -HaveCount 1
        $html = Get-Content $file -Raw
        $html | Should -BeLike '<!DOCTYPE html>*nightly &lt;etl&gt;*</html>*'
        $html | Should -BeLike '*{&quot;rows&quot;: 7}*'
        $html | Should -BeLike "*href=`"*/jobs/$($job.JobId)/runs/$($good.RunId)?*"
        $html | Should -Not -Match '<script|nightly <etl>'
    }

    It 'allows the page nothing but its own style sheet' {
        $html = Get-Content ($good | Export-DbxRunReport -Path $folder) -Raw
        $style = [regex]::Match($html, '(?s)<style>(.*?)</style>').Groups[1].Value
        $hash = [Convert]::ToBase64String(
            [System.Security.Cryptography.SHA256]::Create().ComputeHash([Text.Encoding]::UTF8.GetBytes($style)))
        $html | Should -BeLike ("*<meta http-equiv=`"Content-Security-Policy`" content=`"default-src 'none'; " +
            "style-src 'sha256-$hash'; img-src data:; base-uri 'none'; form-action 'none'`">*")
        $html | Should -Not -Match ' style='
    }

    It 'says why a run failed, and how to repair it' {
        $html = Get-Content ($failed | Export-DbxRunReport -Path $folder) -Raw
        $html | Should -BeLike '*Why it failed*ValueError: NaN*First failure*train*Did not run*publish*'
        $html | Should -BeLike "*Invoke-DbxRunRepair $($failed.RunId) -Wait*"
        Get-Content ($good | Export-DbxRunReport -Path $folder) -Raw | Should -Not -BeLike '*Why it failed*'
    }

    It 'redacts parameters whose names suggest a secret: <_>' -ForEach 'Html', 'Markdown' {
        $text = Get-Content ($good | Export-DbxRunReport -Path $folder -Format $_) -Raw
        $text | Should -Match 'monday'
        $text | Should -Not -Match 'walrus'
    }

    It 'writes <Format> by the extension' -ForEach @(
        @{
            Format = 'Markdown'
            Name = 'summary.md'
            Pattern = '## ✅ nightly &lt;etl&gt;: Success*| `*`*load`*`* | ✅ Success |*``````mermaid*'
        }
        @{ Format = 'Svg'; Name = 'chart.svg'; Pattern = '<svg xmlns=*nightly &lt;etl&gt;*</svg>*' }
        @{ Format = 'Html'; Name = 'report.HTM'; Pattern = '<!DOCTYPE html>*' }
    ) {
        $file = Export-DbxRunReport $good.RunId (Join-Path $folder $Name)
        $file.Name | Should -Be $Name
        Get-Content $file -Raw | Should -BeLike $Pattern
    }

    It 'writes a file for each run to a folder, in the format that is asked for' {
        $files = $good, $failed | Export-DbxRunReport $folder -Format svg
        $files.Name | Should -Be "run-$($good.RunId).svg", "run-$($failed.RunId).svg"
    }

    It 'sends no requests for outputs that it does not show' {
        $null = $good | Export-DbxRunReport -Path $folder -Format Svg
        Get-TestRequest $local -Path '*/runs/get-output' | Should -BeNullOrEmpty
        $null = $good | Export-DbxRunReport -Path $folder
        @(Get-TestRequest $local -Path '*/runs/get-output') | Should -HaveCount 3
    }

    It 'does not put two runs into one file' {
        $path = Join-Path $folder 'one.html'
        $failure = Get-Failure { $good, $failed | Export-DbxRunReport -Path $path -ErrorAction Continue }
        $failure | Should -HaveCount 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'OneFileForRuns,*'
        $failure[0].TargetObject | Should -Be $failed.RunId
        Get-Content $path -Raw | Should -Match "Run $($good.RunId)"
    }

    It 'rejects an extension of another format' {
        $failure = Get-Failure { $good | Export-DbxRunReport -Path (Join-Path $folder 'a.md') -Format Html }
        $failure.FullyQualifiedErrorId | Should -BeLike 'FormatMismatch,*'
        @(Get-TestRequest $local) | Should -HaveCount 0
    }

    It 'leaves a file that exists, without reading the run, unless -Force is specified' {
        $file = $good | Export-DbxRunReport -Path $folder
        'mine' | Set-Content $file
        Clear-TestWorkspace $local
        $failure = Get-Failure { $good | Export-DbxRunReport -Path $folder -ErrorAction Continue }
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'FileExists,*'
        @(Get-TestRequest $local) | Should -HaveCount 0
        Get-Content $file | Should -Be 'mine'
        $null = $good | Export-DbxRunReport -Path $folder -Force
        Get-Content $file -Raw | Should -Match 'DOCTYPE'
        @(Get-ChildItem $folder -Force) | Should -HaveCount 1
    }

    It 'writes nothing and sends nothing with -WhatIf' {
        $good | Export-DbxRunReport -Path $folder -WhatIf | Should -BeNullOrEmpty
        $folder | Should -Not -Exist
        @(Get-TestRequest $local) | Should -HaveCount 0
    }

    It 'opens the file with -Open' {
        $browser = Start-TestBrowser $TestDrive
        try {
            $file = $good | Export-DbxRunReport -Path $folder -Open
            Get-OpenedPage $browser | Should -Be "file://$($file.FullName)"
        } finally {
            Stop-TestBrowser $browser
        }
    }

    It 'says where the file is if no browser can be started' {
        Invoke-WithEnvironment @{ BROWSER = '/no/such/browser'; PATH = '/nowhere' } {
            $failure = Get-Failure { $good | Export-DbxRunReport -Path $folder -Open }
            $failure.FullyQualifiedErrorId | Should -BeLike 'NoBrowser,*'
            "$failure" | Should -Match "run-$($good.RunId)\.html"
        }
    }

    It 'gives an error for a run that does not exist, and writes the others' {
        $files = Export-DbxRunReport 4711, $good.RunId $folder -ErrorAction SilentlyContinue -ErrorVariable failure
        @($files) | Should -HaveCount 1
        $failure | Should -HaveCount 1
        $failure[0].TargetObject | Should -Be 4711
        { Export-DbxRunReport 4711 -Path $folder -ErrorAction Stop } | Should -Throw
    }

    It 'reports a folder that cannot be made' {
        'a file' | Set-Content $folder
        $failure = Get-Failure { $good | Export-DbxRunReport -Path (Join-Path $folder 'x') -ErrorAction Continue }
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'FileNotWritten,*'
    }
}
