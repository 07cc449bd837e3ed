# Names of job parameters, tags, dependencies and settings: what is wrong with them, and what Tab offers.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 1000 }
    $task = @{ task_key = 'load'; notebook_task = @{ notebook_path = '/a' } }
    $job = New-DbxJob -Name nightly -Task $task -Parameter @{ date = 'today' } -Tag @{ team = 'sales'; 'a b' = "it's" }
    $bare = New-DbxJob -Name bare -Task $task

    function Get-Completion([string] $Line) {
        (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'A job parameter that the job does not declare' {
    It 'is a warning with the nearest name, without a further request: <What>' -ForEach @(
        @{ What = 'by ID'; Run = { Start-DbxJobRun $job.JobId -JobParameter @{ dat = 'x' } } }
        @{ What = 'by name'; Run = { Start-DbxJobRun nightly -JobParameter @{ dat = 'x' } } }
        @{ What = 'from the pipeline'; Run = { $job | Start-DbxJobRun -JobParameter @{ dat = 'x' } } }
    ) {
        Clear-TestWorkspace $local
        $warnings = @(& $Run 3>&1 | Where-Object { $_ -is [System.Management.Automation.WarningRecord] })
        $warnings | Should -HaveCount 1
        "$warnings" | Should -Match "does not declare the parameter 'dat'; did you mean 'date'\?$"
        (Get-TestRequest $local).Path | Should -Not -Contain '/api/2.2/jobs/get'
        @(Get-TestRequest $local -Path '*/runs/get') | Should -HaveCount 1
    }

    It 'is a warning after a wait too' {
        $null = Start-DbxJobRun $job.JobId -JobParameter @{ other = 'x' } -Wait -WarningVariable warnings 3>$null
        "$warnings" | Should -Match "does not declare the parameter 'other'; its parameters are date\.$"
    }

    It 'is a warning for a job without parameters' {
        $null = Start-DbxJobRun $bare.JobId -JobParameter @{ date = 'x' } -WarningVariable warnings 3>$null
        "$warnings" | Should -Match "does not declare the parameter 'date'; it has no parameters\.$"
    }

    It 'is none of those that it declares' {
        $null = Start-DbxJobRun $job.JobId -JobParameter @{ date = 'x' } -WarningVariable warnings 3>$null
        $null = Start-DbxJobRun $job.JobId -WarningVariable +warnings 3>$null
        $warnings | Should -BeNullOrEmpty
    }
}

Describe 'Tab' {
    It 'offers what can be removed from the job' {
        Get-Completion "Update-DbxJob $($job.JobId) -FieldsToRemove tas" | Should -Be 'tasks', 'tasks/load'
        Get-Completion "Update-DbxJob $($job.JobId) -FieldsToRemove date" | Should -Be 'parameters/date'
    }

    It 'offers all settings without a job' {
        Get-Completion 'Update-DbxJob -FieldsToRemove sched' | Should -Be 'schedule'
    }

    It 'offers the tags of jobs as hashtables: <_>' -ForEach @(
        'Get-DbxJob', 'New-DbxJob', 'Suspend-DbxJob', 'Start-DbxRun'
    ) {
        Get-Completion "$_ -Tag " | Should -Contain "@{ team = 'sales' }"
        Get-Completion "$_ -Tag " | Should -Contain "@{ 'a b' = 'it''s' }"
    }

    It 'offers the tasks of the same line as dependencies' {
        $line = 'New-DbxTask load -NotebookPath /a; New-DbxTask -TaskKey clean -NotebookPath /b; '
        Get-Completion "${line}New-DbxTask report -DependsOn " | Should -Be 'load', 'clean'
        Get-Completion "${line}New-DbxTask report -DependsOn c" | Should -Be 'clean'
    }
}
