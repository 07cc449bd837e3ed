# A definition that is missing where it was specified: a sub-expression that failed, a pipeline that returned nothing.

BeforeDiscovery {
    $gaps = @(
        @{ What = 'a schedule that failed'; Parameter = 'Schedule'
            Run = { New-DbxJob -Name n -Task $task -Schedule (New-DbxSchedule '30 2 * * *') } }
        @{ What = 'a task that failed'; Parameter = 'Task'
            Run = { New-DbxJob -Name n -Task (New-DbxTask a -Settings @{ nonsense = 1 }) } }
        @{ What = 'null'; Parameter = 'Task'; Run = { New-DbxJob -Name n -Task $null } }
        @{ What = 'an empty list'; Parameter = 'Task'; Run = { New-DbxJob -Name n -Task @() } }
        @{ What = 'null as settings'; Parameter = 'Settings'; Run = { New-DbxJob $null } }
        @{ What = 'null through the pipeline'; Parameter = 'Settings'; Run = { $null | New-DbxJob -Name n } }
        @{ What = 'permissions'; Parameter = 'AccessControlList'
            Run = { New-DbxJob -Name n -Task $task -AccessControlList @() } }
        @{ What = 'job parameters'; Parameter = 'Parameter'; Run = { New-DbxJob -Name n -Task $task -Parameter @{} } }
        @{ What = 'null in Set-DbxJob'; Parameter = 'Schedule'
            Run = { Set-DbxJob 1 @{ name = 'n'; tasks = @() } -Schedule $null } }
        @{ What = 'an empty list in Update-DbxJob'; Parameter = 'JobCluster'
            Run = { Update-DbxJob 1 -JobCluster @() } }
        @{ What = 'null in Copy-DbxJob'; Parameter = 'RunAs'; Run = { Copy-DbxJob 1 -RunAs $null } }
        @{ What = 'a task in Start-DbxRun'; Parameter = 'Task'; Run = { Start-DbxRun -Task @() } }
        @{ What = 'null in Start-DbxRun'; Parameter = 'GitSource'
            Run = { Start-DbxRun -Task $task -GitSource $null } }
        @{ What = 'null in New-DbxTask'; Parameter = 'DependsOn'
            Run = { New-DbxTask a -NotebookPath /a -DependsOn $null } }
        @{ What = 'null as permissions'; Parameter = 'Permission'; Run = { Set-DbxJobPermission 1 $null } }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace
    $task = @{ task_key = 'a'; notebook_task = @{ notebook_path = '/a' } }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'A parameter without a value' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'is an error before anything is sent: <What>' -ForEach $gaps {
        $ErrorActionPreference = 'Continue'
        $result = & $Run 2>&1
        $failure = @($result | Where-Object {
                $_ -is [System.Management.Automation.ErrorRecord] -and $_.TargetObject -eq $Parameter })
        $failure | Should -HaveCount 1
        $failure[0].FullyQualifiedErrorId | Should -Match '^InvalidSettings'
        $failure[0].ToString() | Should -Match "^${Parameter}: the value is (null|an empty list)\..*omit -$Parameter\."
        $result | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] } | Should -BeNullOrEmpty
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'is an error of a single value: <_>' -ForEach @(
        'Description', 'Tag', 'MaxConcurrentRuns', 'TimeoutSeconds', 'Queue'
    ) {
        $given = @{ $_ = $null }
        { New-DbxJob -Name n -Task $task @given } | Should -Throw -ExpectedMessage '*the value is null*'
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'is allowed where an empty value is meant' {
        $job = New-DbxJob -Name n -Task $task -Description 'x'
        Update-DbxJob $job.JobId -Description ''
        (Get-DbxJob $job.JobId).Settings.Description | Should -BeNullOrEmpty
        (New-DbxJob @{ name = 'none'; tasks = @() }).Settings.Tasks | Should -HaveCount 0
    }
}

Describe 'A parameter of a run without a value' {
    BeforeDiscovery {
        $names = 'JobParameter', 'NotebookParameter', 'PythonParameter', 'PythonNamedParameter', 'JarParameter',
        'SparkSubmitParameter', 'SqlParameter', 'DbtCommand', 'PerformanceTarget'
        $cases = foreach ($name in $names) {
            @{ Command = 'Start-DbxJobRun'; Name = $name; Value = $null }
            @{ Command = 'Invoke-DbxRunRepair'; Name = $name; Value = $null }
            @{ Command = 'Start-DbxJobRun'; Name = $name; Value = @() }
            @{ Command = 'Invoke-DbxRunRepair'; Name = $name; Value = @() }
        }
        $cases += @{ Command = 'Start-DbxJobRun'; Name = 'Only'; Value = $null }
        $cases += @{ Command = 'Start-DbxJobRun'; Name = 'Only'; Value = @() }
        $cases += @{ Command = 'Start-DbxJobRun'; Name = 'Queue'; Value = $null }
        $cases += @{ Command = 'Invoke-DbxRunRepair'; Name = 'TaskKey'; Value = @() }
        $cases += @{ Command = 'Start-DbxRun'; Name = 'PerformanceTarget'; Value = $null }
        $cases += @{ Command = 'Start-DbxRun'; Name = 'EmailNotification'; Value = @() }
        $cases += @{ Command = 'Update-DbxJob'; Name = 'EmailNotification'; Value = @() }
    }

    It 'is an error before anything is sent: <Command> -<Name>' -ForEach $cases {
        Clear-TestWorkspace $local
        $given = @{ $Name = $Value }
        $target = if ($Command -eq 'Start-DbxRun') { @{ Task = $task } } else { @{} }
        { & $Command @target @given -ErrorAction Stop 1 } | Should -Throw
        Get-TestRequest $local | Should -BeNullOrEmpty
    }
}

Describe 'A job without tasks' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'must be asked for: <What>' -ForEach @(
        @{ What = 'a name alone'; Run = { New-DbxJob -Name n } }
        @{ What = 'settings'; Run = { New-DbxJob @{ name = 'n' } } }
        @{ What = 'JSON text'; Run = { '{ "name": "n" }' | New-DbxJob } }
        @{ What = 'a file'; Run = {
                '{ "name": "n" }' | Set-Content (Join-Path $TestDrive n.json)
                New-DbxJob -Path (Join-Path $TestDrive n.json) } }
        @{ What = 'Set-DbxJob'; Run = { Set-DbxJob 1 @{ name = 'n' } } }
    ) {
        $failure = Get-Failure $Run
        $failure | Should -HaveCount 1
        $failure.FullyQualifiedErrorId | Should -Match '^NoTasks'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'tasks = @\(\)'
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'is created on request: <What>' -ForEach @(
        @{ What = 'settings'; Run = { New-DbxJob @{ name = 'n'; tasks = @() } } }
        @{ What = 'a parameter overrides'; Run = { New-DbxJob @{ tasks = @() } -Name n } }
        @{ What = 'JSON text'; Run = { New-DbxJob '{ "name": "n", "tasks": [] }' } }
        @{ What = 'a job without tasks'
            Run = { Get-DbxJob (New-DbxJob @{ name = 'n'; tasks = @() }).JobId | New-DbxJob } }
    ) {
        (& $Run).Settings.Name | Should -Be 'n'
    }
}

Describe 'An invalid definition' {
    It 'was not sent, which only a command that sends it says' {
        $failure = Get-Failure { New-DbxJob -Name n -Task $task -MaxConcurrentRuns 5000 }
        $failure.ErrorDetails.RecommendedAction | Should -Be 'Nothing was sent. Correct the definition and try again.'
        $failure = Get-Failure { New-DbxSchedule '30 2 * * *' }
        $failure.ErrorDetails.RecommendedAction | Should -Be 'Correct the definition and try again.'
    }
}

Describe 'A pipeline without records' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'is an error, and nothing is sent: <What>' -ForEach @(
        @{ What = 'New-DbxJob'; Run = { @() | New-DbxJob -Name x } }
        @{ What = 'a task that failed'; Run = {
                New-DbxTask a -Settings @{ nonsense = 1 } -ErrorAction SilentlyContinue | New-DbxJob -Name x } }
        @{ What = 'Start-DbxRun'; Run = { @() | Start-DbxRun -Name x } }
        @{ What = 'Set-DbxJob'; Run = { @() | Set-DbxJob 1 } }
        @{ What = 'Set-DbxJobPermission'; Run = { @() | Set-DbxJobPermission 1 } }
    ) {
        $failure = Get-Failure $Run
        $failure | Should -HaveCount 1
        $failure.FullyQualifiedErrorId | Should -Match '^NoInput'
        $failure.ToString() | Should -Match '^The pipeline has no '
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'is none where jobs are changed that were not found' {
        Get-DbxJob -Name 'no job has this*' | Set-DbxJob -Name x -ErrorAction Stop
    }
}
