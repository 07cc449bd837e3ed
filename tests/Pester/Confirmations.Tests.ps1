# What -WhatIf and confirmations say, and when a command asks although -Confirm is not the default.

BeforeDiscovery {
    $changes = @(
        @{ Name = 'Remove-DbxJob'; Script = { $argument.Jobs | Remove-DbxJob }; Path = '*/jobs/delete'; Verb = 'Delete'
            Kind = 'jobs'; Forced = { $argument.Jobs | Remove-DbxJob -Force }
            Unconfirmed = { $argument.Jobs | Remove-DbxJob -Confirm:$false }
            WhatIf = { $argument.Jobs | Remove-DbxJob -WhatIf } }
        @{ Name = 'Remove-DbxRun'; Script = { $argument.Runs | Remove-DbxRun }; Path = '*/runs/delete'; Verb = 'Delete'
            Kind = 'runs'; Forced = { $argument.Runs | Remove-DbxRun -Force }
            Unconfirmed = { $argument.Runs | Remove-DbxRun -Confirm:$false }
            WhatIf = { $argument.Runs | Remove-DbxRun -WhatIf } }
        @{ Name = 'Stop-DbxRun'; Script = { $argument.Runs | Stop-DbxRun }; Path = '*/runs/cancel'; Verb = 'Stop'
            Kind = 'runs'; Forced = { $argument.Runs | Stop-DbxRun -Force }
            Unconfirmed = { $argument.Runs | Stop-DbxRun -Confirm:$false }
            WhatIf = { $argument.Runs | Stop-DbxRun -WhatIf } }
        @{ Name = 'Suspend-DbxJob'; Script = { Suspend-DbxJob -Name 'many *' }; Path = '*/jobs/update'; Verb = 'Suspend'
            Kind = 'jobs'; Forced = { Suspend-DbxJob -Name 'many *' -Force }
            Unconfirmed = { Suspend-DbxJob -Name 'many *' -Confirm:$false }
            WhatIf = { Suspend-DbxJob -Name 'many *' -WhatIf } }
        @{ Name = 'Suspend-DbxJob from the pipeline'; Script = { $argument.Jobs | Suspend-DbxJob }
            Path = '*/jobs/update'; Verb = 'Suspend'; Kind = 'jobs'
            Forced = { $argument.Jobs | Suspend-DbxJob -Force }
            Unconfirmed = { $argument.Jobs | Suspend-DbxJob -Confirm:$false }
            WhatIf = { $argument.Jobs | Suspend-DbxJob -WhatIf } }
        @{ Name = 'Resume-DbxJob'; Script = { Resume-DbxJob -Name 'paused *' }; Path = '*/jobs/update'; Verb = 'Resume'
            Kind = 'jobs'; Forced = { Resume-DbxJob -Name 'paused *' -Force }
            Unconfirmed = { Resume-DbxJob -Name 'paused *' -Confirm:$false }
            WhatIf = { Resume-DbxJob -Name 'paused *' -WhatIf } }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    Import-Module "$PSScriptRoot/PromptHost.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    $authority = [regex]::Escape((Get-LocalServer $local).Address.Authority)

    function New-ManyJob([string] $Name, [int] $Count) {
        1..$Count | ForEach-Object {
            Add-TestJob -Name "$Name $_" -Setting @{
                schedule = @{
                    quartz_cron_expression = '0 0 2 * * ?'
                    timezone_id = 'UTC'
                    pause_status = if ($Name -eq 'paused') { 'PAUSED' } else { 'UNPAUSED' }
                }
            }
        }
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe '<Name> of more than a handful' -ForEach $changes {
    BeforeEach {
        $null = Get-DbxJob | Remove-DbxJob -Force
        $jobs = @(New-ManyJob many 11) + @(New-ManyJob paused 11)
        $runs = $jobs[0..10] | Start-DbxJobRun -Wait
        $given = @{ Jobs = $jobs[0..10]; Runs = $runs }
        Clear-TestWorkspace $local
    }

    It 'asks once, with the number and the first names, and then changes all' {
        $result = Invoke-WithPrompt $Script $given -Answer Yes
        $result.Errors | Should -BeNullOrEmpty
        $result.Questions | Should -HaveCount 1
        $result.Questions[0] |
            Should -Match "^$Verb 11 $Kind in ${authority}: (\w+ \d+ \(\w+ \d+\), ){4}\w+ \d+ \(\w+ \d+\) and 6 more\?$"
        @(Get-TestRequest $local -Path $Path) | Should -HaveCount 11
    }

    It 'changes nothing after No' {
        (Invoke-WithPrompt $Script $given -Answer No).Errors | Should -BeNullOrEmpty
        Get-TestRequest $local -Path $Path | Should -BeNullOrEmpty
    }

    It 'is an error where nobody can answer' {
        $result = Invoke-WithPrompt $Script $given
        Get-TestRequest $local -Path $Path | Should -BeNullOrEmpty
        $result.Errors | Should -HaveCount 1
        $result.Errors[0].FullyQualifiedErrorId | Should -BeLike 'ConfirmationNeeded,*'
        "$($result.Errors[0])" | Should -Match "11 $Kind"
        $result.Errors[0].ErrorDetails.RecommendedAction | Should -Match '-Force'
    }

    It 'does not ask with <_>' -ForEach 'Forced', 'Unconfirmed' {
        $result = Invoke-WithPrompt (Get-Variable $_ -ValueOnly) $given
        $result.Errors | Should -BeNullOrEmpty
        @(Get-TestRequest $local -Path $Path) | Should -HaveCount 11
    }

    It 'names each with -WhatIf' {
        $result = Invoke-WithPrompt $WhatIf $given
        $result.Errors | Should -BeNullOrEmpty
        $result.Questions | Should -BeNullOrEmpty
        @($result.Lines -match "\w+ \d+ \(\w+ \d+\) in $authority") | Should -HaveCount 11
        Get-TestRequest $local -Path $Path | Should -BeNullOrEmpty
    }
}

Describe 'A handful' {
    It 'is suspended and stopped without a prompt, and deleted with one for each' {
        $jobs = New-ManyJob few 3
        $result = Invoke-WithPrompt { $argument | Suspend-DbxJob; Get-DbxRun -Active | Stop-DbxRun } $jobs
        $result.Errors | Should -BeNullOrEmpty
        $result = Invoke-WithPrompt { $argument | Remove-DbxJob } $jobs -Answer Yes, No, Yes
        $result.Questions | Should -HaveCount 3
        (Get-DbxJob -Name 'few *').JobId | Should -Be $jobs[1].JobId
    }

    It 'is deleted without a prompt with -Force, but not with -Force and -WhatIf, nor with -Force and -Confirm' {
        $job = New-ManyJob few 1
        (Invoke-WithPrompt { $argument | Remove-DbxJob -Force -WhatIf } $job).Lines | Should -Match 'What if'
        (Invoke-WithPrompt { $argument | Remove-DbxJob -Force -Confirm } $job -Answer No).Questions |
            Should -HaveCount 1
        (Get-DbxJob $job.JobId).JobId | Should -Be $job.JobId
        (Invoke-WithPrompt { $argument | Remove-DbxJob -Force } $job).Errors | Should -BeNullOrEmpty
        Get-Failure { Get-DbxJob $job.JobId } | Should -HaveCount 1
    }
}

Describe 'What a change is for' {
    BeforeAll {
        $job = Add-TestJob -Name nightly
        $run = $job | Start-DbxJobRun -Wait
        $named = @{
            Job = "nightly \(job $($job.JobId)\) in $authority"
            Run = "nightly \(run $($run.RunId)\) in $authority"
        }
    }

    It 'has the name, the ID and the workspace: <_>' -ForEach @(
        '$argument.Job | Remove-DbxJob', 'Remove-DbxJob nightly', 'Remove-DbxJob $argument.Job.JobId'
        '$argument.Job | Start-DbxJobRun', 'Start-DbxJobRun nightly'
        '$argument.Job | Update-DbxJob -MaxConcurrentRuns 2', '$argument.Job | Set-DbxJob -MaxConcurrentRuns 2'
        '$argument.Job | Copy-DbxJob', 'Copy-DbxJob $argument.Job.JobId'
        '$argument.Job | Repair-DbxJobCompliance', '$argument.Job | Open-DbxJob'
        '$argument.Job | Grant-DbxJobPermission CAN_VIEW -User ada', '$argument.Job | Revoke-DbxJobPermission -User ada'
        '$argument.Job | Set-DbxJobPermission @{ user_name = "ada"; permission_level = "IS_OWNER" }'
        '$argument.Job | Stop-DbxRun -All'
        '$argument.Run | Stop-DbxRun', 'Stop-DbxRun $argument.Run', '$argument.Run | Remove-DbxRun'
        'Remove-DbxRun $argument.Run.RunId', '$argument.Run | Invoke-DbxRunRepair', '$argument.Run | Open-DbxRun'
    ) {
        $expected = if ($_ -match 'DbxRun\b|RunRepair' -and $_ -notmatch '-All') { $named.Run } else { $named.Job }
        $result = Invoke-WithPrompt ([scriptblock]::Create("$_ -WhatIf")) @{ Job = $job; Run = $run }
        $result.Lines -join "`n" | Should -Match $expected
    }

    It 'has no control characters of a name' {
        $odd = New-DbxJob @{ name = "od$([char]27)[31md`tname$([char]0x202E)"; tasks = @() }
        $line = (Invoke-WithPrompt { $argument | Remove-DbxJob -WhatIf } $odd).Lines -join ''
        $line | Should -Match 'od \[31md name\\u202e'
        $odd | Remove-DbxJob -Force
    }

    It 'is shown with the ID alone if the job does not exist, whose error comes from the change' {
        (Invoke-WithPrompt { Remove-DbxJob 5 -WhatIf }).Lines | Should -Match "Job 5 in $authority"
        $result = Invoke-WithPrompt { Remove-DbxJob 5 } -Answer Yes
        $result.Errors | Should -HaveCount 1
    }

    It 'needs no request for the name if nothing is shown' {
        $other = Add-TestJob
        (Get-LocalServer $local).ClearRequests()
        Remove-DbxJob $other.JobId -Confirm:$false
        @(Get-TestRequest $local) | Should -HaveCount 1
    }
}

Describe 'What -WhatIf shows of a definition' {
    BeforeAll {
        $tasks = @{ task_key = 'load'; notebook_task = @{ notebook_path = '/load' } },
        @{ task_key = 'clean'; notebook_task = @{ notebook_path = '/clean' }; depends_on = @{ task_key = 'load' } }
        $job = New-DbxJob @{
            name = 'defined'
            tasks = $tasks
            tags = @{ team = 'sales' }
            schedule = @{ quartz_cron_expression = '0 0 2 * * ?'; timezone_id = 'UTC' }
        }

        function Get-Shown([scriptblock] $Script, [object] $Argument = $job) {
            $result = Invoke-WithPrompt $Script $Argument
            $result.Errors | Should -BeNullOrEmpty
            ($result.Lines -join "`n") -split "`n" | ForEach-Object Trim
        }
    }

    BeforeEach {
        (Get-LocalServer $local).ClearRequests()
    }

    AfterEach {
        Get-TestRequest $local | Where-Object Method -NE 'GET' | Should -BeNullOrEmpty
    }

    It 'is what New-DbxJob creates' {
        $shown = Get-Shown { New-DbxJob -Name made -Task $argument -Tag @{ team = 'sales' } -WhatIf } $tasks
        $shown[0] | Should -Match "^What if: .*`"Create job`".*made in $authority"
        $shown[1..9] | Should -Be '+ name: made', '+ tags.team: sales', '+ tasks[load]: notebook_task /load',
            '+ tasks[clean]: notebook_task /clean, after load'
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'is what Set-DbxJob replaces' {
        $shown = Get-Shown { $argument | Set-DbxJob @{ name = 'n2'; tasks = @(@{
                            task_key = 'load'; notebook_task = @{ notebook_path = '/new' } }) } -WhatIf }
        $shown[1..9] | Should -Be '~ name: defined -> n2', '- schedule.quartz_cron_expression: 0 0 2 * * ?',
            '- schedule.timezone_id: UTC', '- tags.team: sales',
            '~ tasks[load].notebook_task.notebook_path: /load -> /new',
            '- tasks[clean]: notebook_task /clean, after load'
    }

    It 'is what Update-DbxJob changes, merges and removes' {
        $shown = Get-Shown {
            Update-DbxJob $argument.JobId @{ tasks = @(
                    @{ task_key = 'clean'; notebook_task = @{ notebook_path = '/clean' }; max_retries = 3 }
                    @{ task_key = 'third'; notebook_task = @{ notebook_path = '/third' } }) } -MaxConcurrentRuns 4 `
                -FieldsToRemove schedule, tasks/load -WhatIf
        }
        $shown[0] | Should -Match "defined \(job $($job.JobId)\) in $authority"
        $shown | Should -Contain '~ max_concurrent_runs: 1 -> 4'
        $shown | Should -Contain '- schedule.quartz_cron_expression: 0 0 2 * * ?'
        $shown | Should -Contain '- tasks[load]: notebook_task /load'
        $shown | Should -Contain '+ tasks[clean].max_retries: 3'
        $shown | Should -Contain '+ tasks[third]: notebook_task /third'
    }

    It 'says that nothing changes' {
        (Get-Shown { $argument | Update-DbxJob -MaxConcurrentRuns 1 -WhatIf })[1] | Should -Be '(no differences)'
    }

    It 'is what Copy-DbxJob changes in the copy' {
        $shown = Get-Shown { $argument | Copy-DbxJob -MaxConcurrentRuns 4 -WhatIf }
        $shown[1..9] | Should -Be '~ max_concurrent_runs: 1 -> 4', '~ name: defined -> defined (copy)',
            '+ schedule.pause_status: PAUSED'
    }

    It 'is safe to show, without secrets, and not longer than a screen' {
        $shown = Get-Shown {
            New-DbxJob -Name "a$([char]27)[31m`nb" `
                -Tag @{ password = 'hunter2'; t = 'dapi0123456789abcdef0123456789abcdef' } `
                -Task (1..60 | ForEach-Object { New-DbxTask "t$_" -NotebookPath "/n$([char]0x202E)$_" }) -WhatIf
        }
        "$shown" | Should -Not -Match "hunter2|dapi0123456789|[\e\u202E]"
        @($shown).Count | Should -BeLessThan 35
        $shown[-1] | Should -Match '^and \d+ more$'
    }

    It 'is shown in a prompt too, and is not requested without one' {
        $result = Invoke-WithPrompt { $argument | Update-DbxJob -MaxConcurrentRuns 4 -Confirm } $job -Answer No
        $result.Questions | Should -Match '~ max_concurrent_runs: 1 -> 4'
    }
}

Describe 'A change that nobody has to see' {
    It 'needs no further request' {
        $job = Add-TestJob
        (Get-LocalServer $local).ClearRequests()
        $job | Update-DbxJob -MaxConcurrentRuns 3
        @(Get-TestRequest $local) | Should -HaveCount 1
    }
}
