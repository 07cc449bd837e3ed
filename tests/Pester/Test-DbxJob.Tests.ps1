# Checks definitions of jobs in files, objects and text. Nothing is sent, so that no workspace is needed.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"

    $good = @'
# Loads the sales every night.
name: nightly
timeout_seconds: 3600
email_notifications: { on_failure: [team@example.com] }
tasks:
  - task_key: load
    notebook_task:
      notebook_path: /etl/load  # the entry point
  - task_key: report
    depends_on: [{ task_key: load }]
    notebook_task: { notebook_path: /etl/report }
'@ -replace "`r"

    function New-TestFile {
        param([string] $Text, [string] $Name = "$([guid]::NewGuid()).yml", [string] $Encoding = 'utf8')

        $path = Join-Path $TestDrive $Name
        [System.IO.File]::WriteAllText($path, $Text, $(switch ($Encoding) {
            'utf8' { [System.Text.UTF8Encoding]::new($false) }
            'bom' { [System.Text.UTF8Encoding]::new($true) }
            'utf16' { [System.Text.UnicodeEncoding]::new($false, $true) }
        }))
        $path
    }
}

Describe 'Test-DbxJob' {
    It 'finds nothing in a good definition' {
        Test-DbxJob (New-TestFile $good) | Should -BeNullOrEmpty
    }

    It 'shows rule, severity, path, file, line, column and message' {
        $path = New-TestFile ($good -replace '\{ task_key: load \}', '{ task_key: laod }')
        $finding = Test-DbxJob $path
        $finding.RuleId | Should -Be 'UnknownTask'
        $finding.Severity | Should -Be 'Error'
        $finding.JobName | Should -Be 'nightly'
        $finding.Path | Should -Be 'tasks[1].depends_on[0].task_key'
        $finding.File | Should -Be $path
        $finding.Line, $finding.Column | Should -Be 10, 20
        $finding.Message | Should -Be "there is no task 'laod'; did you mean 'load'?"
        $finding.Fix | Should -Be "Replace 'laod' with 'load'."
        $finding.Source | Should -Be $path
        $finding.Finding | Should -BeLike '10:20: * UnknownTask: *'
    }

    It 'finds all unknown fields and values of a file' {
        $path = New-TestFile ($good -replace 'timeout_seconds', 'timeout_secs' -replace 'notebook_path: /etl/report',
            'notebook_path: /etl/report, source: HDFS')
        $findings = Test-DbxJob $path -Rule Unknown*
        $findings.RuleId | Should -Be 'UnknownField', 'UnknownValue'
        $findings.Line | Should -Be 3, 11
    }

    It 'reports a file that is broken as a finding with its position' -ForEach @(
        @{ Text = "name: nightly`n`ttags: {}"; Line = 2 }
        @{ Text = "{`n  `"name`": `"nightly`",`n  `"tasks`": [}"; Line = 3 }
        @{ Text = "name: nightly`ntimeout_seconds: soon"; Line = 2 }
    ) {
        $finding = Test-DbxJob (New-TestFile $Text)
        $finding.RuleId | Should -Be 'InvalidDefinition'
        $finding.Severity | Should -Be 'Error'
        $finding.Line | Should -Be $Line
        $finding.Message | Should -Not -Match ([regex]::Escape($finding.File))
    }

    It 'reports a file that does not exist as an error, and tests the others' {
        $failures = $null
        $findings = Test-DbxJob nowhere.yml, (New-TestFile 'name: a') -ErrorAction SilentlyContinue `
            -ErrorVariable failures
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'SettingsFileUnreadable,*'
        $findings.RuleId | Should -Contain 'NoTasks'
    }

    It 'accepts <What>' -ForEach @(
        @{ What = 'a hashtable'; Get = { , @{ nmae = 'a'; tasks = @() } } }
        @{ What = 'a custom object'; Get = { [pscustomobject]@{ nmae = 'a' } } }
        @{ What = 'JSON'; Get = { '{ "nmae": "a" }' } }
        @{ What = 'YAML'; Get = { "nmae: a`ntasks: []" } }
        @{ What = 'a file'; Get = { Get-Item (New-TestFile 'nmae: a') } }
        @{ What = 'the lines of a file'; Get = { Get-Content (New-TestFile "timeout_seconds: 5`nnmae: a") } }
    ) {
        (& $Get | Test-DbxJob -Rule UnknownField).Message | Should -Be 'no such field; did you mean name?'
    }

    It 'tests each file of Get-Content once, with its positions' {
        $finding = Get-Content (New-TestFile "timeout_seconds: 5`nnmae: a") | Test-DbxJob -Rule UnknownField
        $finding.Line | Should -Be 2
        $finding.File | Should -Not -BeNullOrEmpty
    }

    It 'reports a value of a wrong type in an object as a finding' {
        $finding = Test-DbxJob -InputObject @{ tasks = @{ task_key = 'a'; timeout_seconds = 'soon' } }
        $finding.RuleId | Should -Be 'InvalidDefinition'
        $finding.Path | Should -Be 'tasks[0].timeout_seconds'
        $finding.Message | Should -BeLike 'expected a whole number*'
    }

    It 'leaves out rules, and checks only some' {
        $definition = @{ name = 'a' }
        (Test-DbxJob -InputObject $definition).RuleId | Should -Be 'NoTasks', 'NoFailureNotification'
        (Test-DbxJob -InputObject $definition -ExcludeRule No*Notification).RuleId | Should -Be 'NoTasks'
        (Test-DbxJob -InputObject $definition -Rule NoTasks).RuleId | Should -Be 'NoTasks'
    }

    It 'rejects a rule that does not exist' {
        $failure = Get-Failure { Test-DbxJob -InputObject @{ name = 'a' } -ExcludeRule NoTask }
        $failure.FullyQualifiedErrorId | Should -BeLike 'UnknownRule,*'
        $failure.ErrorDetails.RecommendedAction | Should -Be 'Did you mean NoTasks?'
    }

    It 'completes rules' {
        (TabExpansion2 'Test-DbxJob x -Rule neverr' 26).CompletionMatches.CompletionText | Should -Be 'NeverRuns'
    }

    It 'returns whether there are errors with -Quiet' {
        Test-DbxJob -InputObject @{ name = 'a' } -Quiet | Should -BeTrue
        Test-DbxJob -InputObject @{ nmae = 'a' } -Quiet | Should -BeFalse
        Test-DbxJob -InputObject @{ nmae = 'a' } -Quiet -AllowUnknownField | Should -BeTrue
        Test-DbxJob nowhere.yml -Quiet -ErrorAction SilentlyContinue | Should -BeFalse
    }

    It 'does not show a secret' {
        $task = @{ task_key = 'a'; sql_task = @{ warehouse_id = 'w'; parameters = @{ password = 'sesame' } } }
        $finding = Test-DbxJob -InputObject @{ tasks = $task } -Rule PlainSecret
        $finding | Should -HaveCount 1
        $finding | Format-List * | Out-String | Should -Not -Match 'sesame'
    }
}

Describe 'Test-DbxJob -Fix' {
    BeforeAll {
        $bad = $good -replace 'timeout_seconds', 'timeout_second' -replace
            '\{ task_key: load \}', "{ 'task_key': `"laod`" }"
        $right = $good -replace '\{ task_key: load \}', "{ 'task_key': `"load`" }"
    }

    It 'corrects a file, and keeps comments, layout, line ends and encoding (<Encoding>, <LineEnd>)' -ForEach @(
        @{ Encoding = 'utf8'; LineEnd = 'LF' }
        @{ Encoding = 'bom'; LineEnd = 'CRLF' }
        @{ Encoding = 'utf16'; LineEnd = 'CRLF' }
    ) {
        $end = @{ LF = "`n"; CRLF = "`r`n" }[$LineEnd]
        $path = New-TestFile ($bad -replace "`n", $end) -Encoding $Encoding
        Test-DbxJob $path -Fix | Should -BeNullOrEmpty
        $expected = New-TestFile ($right -replace "`n", $end) -Encoding $Encoding
        [System.IO.File]::ReadAllBytes($path) | Should -Be ([System.IO.File]::ReadAllBytes($expected))
    }

    It 'corrects JSON' {
        $path = New-TestFile -Name a.json '{ "nmae" : "a", "schedule": { "timezone_id": "w. europe standard time",
            "quartz_cron_expression": "30 2 * * *" } }'
        Test-DbxJob $path -Fix -ExcludeRule No*, DaylightSaving | Should -BeNullOrEmpty
        [System.IO.File]::ReadAllText($path) | Should -Be '{ "name" : "a", "schedule": { "timezone_id": "Europe/Berlin",
            "quartz_cron_expression": "0 30 2 * * ?" } }'
    }

    It 'corrects what another fix reveals' {
        $path = New-TestFile "name: a`nshcedule: { quartz_cron_expression: '30 2 * * *', timezone_id: utc }"
        $findings = Test-DbxJob $path -Fix -ExcludeRule No*
        $findings | Should -BeNullOrEmpty
    }

    It 'changes nothing with -WhatIf' {
        $path = New-TestFile $bad
        (Test-DbxJob $path -Fix -WhatIf).RuleId | Should -Be 'NoTimeout', 'UnknownField', 'UnknownTask'
        [System.IO.File]::ReadAllText($path) | Should -Be $bad
    }

    It 'changes nothing where there is nothing to fix' {
        $path = New-TestFile $good
        $time = (Get-Item $path).LastWriteTimeUtc
        Test-DbxJob $path -Fix | Should -BeNullOrEmpty
        (Get-Item $path).LastWriteTimeUtc | Should -Be $time
    }
}

Describe 'Test-DbxJob -Sarif' {
    It 'writes the findings with paths from the root of the repository' {
        $root = New-Item (Join-Path $TestDrive 'repository') -ItemType Directory
        $null = New-Item (Join-Path $root '.git') -ItemType Directory
        $folder = New-Item (Join-Path $root 'jobs') -ItemType Directory
        [System.IO.File]::WriteAllText((Join-Path $folder 'a.yml'), "nmae: a`n")
        Push-Location $folder
        try {
            $findings = Test-DbxJob a.yml -Sarif out.sarif
        } finally {
            Pop-Location
        }
        $run = ([System.IO.File]::ReadAllText((Join-Path $folder 'out.sarif')) | ConvertFrom-Json).runs
        $run.results.ruleId | Should -Be $findings.RuleId
        $place = $run.results[0].locations[0].physicalLocation
        $place.artifactLocation.uri | Should -Be 'jobs/a.yml'
        $place.region.startLine, $place.region.startColumn, $place.region.endColumn | Should -Be 1, 1, 5
    }

    It 'reports a file that cannot be written' {
        $failure = Get-Failure { Test-DbxJob -InputObject @{ name = 'a' } -Quiet -Sarif $TestDrive }
        $failure.FullyQualifiedErrorId | Should -BeLike 'SarifNotWritten,*'
    }
}

Describe 'The findings about a job of a workspace' {
    BeforeAll {
        $local = Start-TestWorkspace
        $job = Add-TestJob -Name nightly -Task load
    }

    AfterAll {
        Stop-TestWorkspace $local
    }

    It 'are advice only' {
        (Get-DbxJob $job.JobId | Test-DbxJob).Severity | Sort-Object -Unique | Should -Be 'Information'
        (Get-DbxJob -ExpandTasks | Test-DbxJob).Severity | Sort-Object -Unique | Should -Be 'Information'
    }

    It 'need its tasks' {
        $failure = Get-Failure { Get-DbxJob | Test-DbxJob }
        $failure.FullyQualifiedErrorId | Should -BeLike 'IncompleteJob,*'
    }

    It 'are the errors that New-DbxJob and Set-DbxJob report, and nothing is sent' {
        Clear-TestWorkspace $local
        $task = @{ task_key = 'a'; notebook_task = @{ notebook_path = '/a' }; environment_key = 'e' }
        $bad = @{ name = 'a'; tasks = $task }
        $message = (Test-DbxJob -InputObject $bad -Rule UnknownEnvironment).Message
        foreach ($send in { New-DbxJob $bad }, { Set-DbxJob $job.JobId $bad }) {
            (Get-Failure $send).Exception.Message | Should -Match ([regex]::Escape($message))
        }
        Get-TestRequest $local -Path '*/jobs/*' | Should -BeNullOrEmpty
    }

    It 'are shown like the output of a compiler, under their file' {
        $file = Join-Path $TestDrive 'shown.yml'
        Set-Content $file "nmae: a`ntasks:`n  - task_key: b"
        $text = Test-DbxJob $file -Rule UnknownField, TaskKind | Out-String -Width 200
        $text | Should -Match ([regex]::Escape("Source: $file"))
        $text | Should -Match '(?m)^1:1: Error UnknownField: nmae: no such field; did you mean name\?\s*$'
        $text | Should -Match '(?m)^3:5: Error TaskKind: tasks\[0\]'
    }
}

Describe 'The JSON Schemas' {
    It 'are in the module' {
        $folder = Join-Path (Get-Module Databricks.Jobs).ModuleBase schema
        foreach ($name in 'job.schema.json', 'bundle.schema.json') {
            $schema = [System.IO.File]::ReadAllText((Join-Path $folder $name)) | ConvertFrom-Json
            $schema.'$schema' | Should -Be 'http://json-schema.org/draft-07/schema#'
        }
    }
}

Describe 'The log' {
    It 'has all findings, also if the pipeline ends with the first one' {
        $file = Join-Path $TestDrive 'log.yml'
        Set-Content $file "nmae: a`ntaks: []`ntgas: {}"
        $log = Join-Path $TestDrive 'log.sarif'
        @(Test-DbxJob $file -Rule UnknownField -Sarif $log | Select-Object -First 1) | Should -HaveCount 1
        (Get-Content $log -Raw | ConvertFrom-Json).runs[0].results | Should -HaveCount 3
    }
}
