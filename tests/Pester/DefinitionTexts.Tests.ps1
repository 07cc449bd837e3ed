# Folders with definitions, and text in YAML and JSON from the pipeline.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace
    $yaml = @'
# yaml-language-server: $schema=x

name: etl
tags: { on: no }
tasks:
  - task_key: a
    notebook_task:
      notebook_path: /a
  - task_key: b
    notebook_task: { notebook_path: /b }
'@
    $file = Join-Path $TestDrive 'etl.yml'
    Set-Content $file $yaml
    $second = Join-Path $TestDrive 'second.yml'
    Set-Content $second "name: second`ntasks: []"

    function Get-Sent {
        param([string] $Path = '*/jobs/create')

        Get-TestRequest $local -Path $Path | ForEach-Object { $_.Body | ConvertFrom-Json }
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Text in YAML' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'becomes a job: <What>' -ForEach @(
        @{ What = 'one string'; Run = { $yaml | New-DbxJob } }
        @{ What = 'an argument'; Run = { New-DbxJob $yaml } }
        @{ What = 'a whole file'; Run = { Get-Content $file -Raw | New-DbxJob } }
        @{ What = 'the lines of a file'; Run = { Get-Content $file | New-DbxJob } }
        @{ What = 'the lines of a program'; Run = { $yaml -split "`n" | New-DbxJob } }
    ) {
        (& $Run).Settings.Name | Should -Be 'etl'
        $sent = Get-Sent
        $sent | Should -HaveCount 1
        $sent.tasks.task_key | Should -Be 'a', 'b'
        $sent.tags.on | Should -Be 'no'
    }

    It 'is a job for each file: <What>' -ForEach @(
        @{ What = 'as lines'; Run = { Get-Content $file, $second | New-DbxJob } }
        @{ What = 'as whole files'; Run = { Get-Content $file, $second -Raw | New-DbxJob } }
    ) {
        (& $Run).Settings.Name | Should -Be 'etl', 'second'
    }

    It 'can follow objects and text in JSON' {
        $jobs = @{ name = 'x'; tasks = @() }, '{ "name": "y", "tasks": [] }', $yaml, @{ name = 'z'; tasks = @() } |
            New-DbxJob
        $jobs.Settings.Name | Should -Be 'x', 'y', 'etl', 'z'
    }

    It 'can be a bundle' {
        $bundle = "resources:`n  jobs:`n    a: { name: '`${bundle.target}', tasks: [] }`n    b: { name: b, tasks: [] }" +
            "`ntargets: { dev: {}, prod: {} }"
        ($bundle | New-DbxJob -Target prod).Settings.Name | Should -Be 'prod', 'b'
    }

    It 'is used by <Command>' -ForEach @(
        @{ Command = 'Set-DbxJob'; Path = '*/jobs/reset'; Run = { $yaml | Set-DbxJob $id } }
        @{ Command = 'Set-DbxJob with an argument'; Path = '*/jobs/reset'; Run = { Set-DbxJob $id $yaml } }
        @{ Command = 'Update-DbxJob'; Path = '*/jobs/update'; Run = { Update-DbxJob $id $yaml } }
        @{ Command = 'Update-DbxJob with a job'; Path = '*/jobs/update'; Run = { Get-DbxJob $id | Update-DbxJob $yaml } }
    ) {
        $id = (Add-TestJob).JobId
        & $Run
        (Get-Sent $Path).new_settings.tasks.task_key | Should -Be 'a', 'b'
    }

    It 'is used by Start-DbxRun' {
        $null = "run_name: r`ntasks: [{ task_key: a, notebook_task: { notebook_path: /a } }]" -split "`n" | Start-DbxRun
        (Get-Sent '*/runs/submit').run_name | Should -Be 'r'
    }

    It 'is used by Compare-DbxJob and Test-DbxJob' {
        $id = (New-DbxJob -Path $file).JobId
        Compare-DbxJob $id $yaml -Quiet | Should -BeTrue
        Get-Content $file | Compare-DbxJob $id -Quiet | Should -BeTrue
        $yaml | Test-DbxJob -Quiet | Should -BeTrue
        $yaml -split "`n" | Test-DbxJob -Quiet | Should -BeTrue
        @($yaml -replace 'tasks', 'taks' -split "`n" | Test-DbxJob -Rule UnknownField).Line | Should -Be 5
    }

    It 'has errors with their place: <What>' -ForEach @(
        @{ What = 'in a file'; Run = { Get-Content $broken | New-DbxJob }; Words = 'broken\.yml:2:1: nmae: no such' }
        @{ What = 'in a whole file'; Run = { Get-Content $broken -Raw | New-DbxJob }; Words = 'broken\.yml:2:1: ' }
        @{ What = 'in a part of a file'; Run = { Get-Content $broken | Select-Object -Skip 1 | New-DbxJob }
            Words = '^line 1, column 1: nmae' }
        @{ What = 'in a string'; Run = { "tasks: []`nnmae: x" | New-DbxJob }; Words = '^line 2, column 1: nmae' }
        @{ What = 'of the checks'; Run = { "name: x`ntasks: [{}]" | New-DbxJob }; Words = 'line 2, column 9: tasks\[0\]' }
    ) {
        $broken = Join-Path $TestDrive 'broken.yml'
        Set-Content $broken "tasks: []`nnmae: x"
        $failure = Get-Failure $Run
        $failure | Should -HaveCount 1
        "$failure" | Should -Match $Words
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'is not the name of a job' {
        "$(Get-Failure { 'nightly' | New-DbxJob })" | Should -Match 'for a name, use -Name'
        "$(Get-Failure { New-DbxJob C:\jobs\a.yml })" | Should -Match 'for a file, use -Path'
    }
}

Describe 'A folder' {
    BeforeAll {
        $folder = (New-Item (Join-Path $TestDrive 'jobs') -ItemType Directory).FullName
        Set-Content (Join-Path $folder 'b.yml') "name: b`ntasks: []"
        Set-Content (Join-Path $folder 'a.json') '{ "$schema": "x", "name": "a", "tasks": [] }'
        Set-Content (Join-Path $folder 'readme.md') 'no job'
        $null = New-Item (Join-Path $folder 'more') -ItemType Directory
        Set-Content (Join-Path $folder 'more/c.yml') "name: c`ntasks: []"
    }

    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'has a job in each JSON and YAML file, also in its subfolders: <What>' -ForEach @(
        @{ What = 'its path'; Run = { New-DbxJob -Path $folder } }
        @{ What = 'the folder itself'; Run = { Get-Item $folder | New-DbxJob } }
    ) {
        (& $Run).Settings.Name | Should -Be 'a', 'b', 'c'
    }

    It 'is tested and compared' {
        @(Test-DbxJob $folder -Rule NoTasks).JobName | Should -Be 'a', 'b', 'c'
        @(Get-Item $folder | Test-DbxJob -Rule NoTasks).JobName | Should -Be 'a', 'b', 'c'
        $ids = (New-DbxJob -Path $folder).JobId
        Compare-DbxJob $ids[1] $folder -Quiet | Should -BeTrue
    }

    It 'reads the other files if one is wrong' {
        Set-Content (Join-Path $folder 'a2.yml') 'nmae: x'
        $jobs = New-DbxJob -Path $folder -ErrorVariable failure -ErrorAction SilentlyContinue
        Remove-Item (Join-Path $folder 'a2.yml')
        $jobs.Settings.Name | Should -Be 'a', 'b', 'c'
        "$failure" | Should -Match 'a2\.yml:1:1: nmae'
    }

    It 'is an error without such files' {
        $empty = New-Item (Join-Path $TestDrive 'empty') -ItemType Directory
        $failure = Get-Failure { New-DbxJob -Path $empty.FullName }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NoDefinitions,*'
        "$failure" | Should -Match 'empty. has no JSON or YAML files'
    }
}

Describe 'A bundle in development' {
    It 'is tested with the name of the user who is connected' {
        $bundle = "targets: { dev: { mode: development } }`nresources: { jobs: { j: { name: etl, tasks: [] } } }"
        $user = (Get-DbxWorkspace).UserName -replace '@.*' -replace '\W', '_'
        ($bundle | Test-DbxJob -Rule NoTasks).JobName | Should -Be "[dev $user] etl"
    }
}

Describe 'The key $schema' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'is not sent: <What>' -ForEach @(
        @{ What = 'a file'; Run = { New-DbxJob -Path $json } }
        @{ What = 'text'; Run = { Get-Content $json -Raw | New-DbxJob } }
        @{ What = 'a hashtable'; Run = { New-DbxJob @{ '$schema' = 'x'; name = 'n'; tasks = @() } } }
    ) {
        $json = Join-Path $TestDrive 'schema.json'
        Set-Content $json '{ "$schema": "https://example.com/job.schema.json", "name": "n", "tasks": [] }'
        $null = & $Run
        (Get-TestRequest $local -Path '*/jobs/create').Body | Should -Not -Match 'schema'
        (Get-Sent).name | Should -Be 'n'
    }
}
