# Suspend-DbxJob and Resume-DbxJob: the same command in two directions.

BeforeDiscovery {
    # What is sent for each way in which a job starts, for a state.
    function Get-Start {
        param([string] $From, [string] $To)

        $cron = @{ quartz_cron_expression = '0 0 1 * * ?'; timezone_id = 'UTC' }
        $cronText = '"quartz_cron_expression":"0 0 1 * * ?","timezone_id":"UTC"'
        $status = "`"pause_status`":`"$To`""
        @{
            What = 'a schedule'
            Setting = @{ schedule = $cron + @{ pause_status = $From; AdditionalProperties = @{ jitter = 5 } } }
            Sent = "`"schedule`":{$cronText,$status,`"jitter`":5}"
        }
        @{
            What = 'a trigger'
            Setting = @{ trigger = @{ periodic = @{ interval = 1; unit = 'HOURS' }; pause_status = $From } }
            Sent = "`"trigger`":{$status,`"periodic`":{`"interval`":1,`"unit`":`"HOURS`"}}"
        }
        @{
            What = 'a continuous job'
            Setting = @{ continuous = @{ pause_status = $From } }
            Sent = "`"continuous`":{$status}"
        }
        @{
            What = 'a list of triggers'
            Setting = @{ triggers = @(@{ schedule = $cron; pause_status = $From }) }
            Sent = "`"triggers`":[{$status,`"schedule`":{$cronText}}]"
        }
    }

    $commands = @(
        @{
            Command = 'Suspend-DbxJob'; Verb = 'suspend'; Already = 'already paused'
            From = 'UNPAUSED'; To = 'PAUSED'; Starts = @(Get-Start UNPAUSED PAUSED)
        }
        @{
            Command = 'Resume-DbxJob'; Verb = 'resume'; Already = 'already active'
            From = 'PAUSED'; To = 'UNPAUSED'; Starts = @(Get-Start PAUSED UNPAUSED)
        }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 1000 }

    function New-StartedJob {
        param([string] $Name = 'started', [string] $State = $From, [hashtable] $Setting = @{})

        $schedule = @{ quartz_cron_expression = '0 0 1 * * ?'; timezone_id = 'UTC'; pause_status = $State }
        Add-TestJob -Name $Name -Setting (@{ schedule = $schedule } + $Setting)
    }

    function Get-Update {
        Get-TestRequest $local -Path '*/jobs/update'
    }

    function Get-State {
        param([long[]] $JobId)

        (Get-DbxJob $JobId).Settings.Schedule.PauseStatus
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe '<Command>' -ForEach $commands {
    BeforeEach {
        Get-DbxJob | Remove-DbxJob -Confirm:$false
        Clear-TestWorkspace $local
    }

    It 'changes <What> and sends the whole of that block, and no other' -ForEach $Starts {
        $job = Add-TestJob -Name x -Setting $Setting
        & $Command $job.JobId
        (Get-Update).Body | Should -BeExactly "{`"job_id`":$($job.JobId),`"new_settings`":{$Sent}}"
    }

    It 'takes ids by position, from the pipeline and by property name' {
        $jobs = 1..4 | ForEach-Object { New-StartedJob }
        & $Command $jobs[0].JobId
        $jobs[1].JobId | & $Command
        $jobs[2] | & $Command
        [pscustomobject]@{ job_id = $jobs[3].JobId } | & $Command
        Get-State $jobs.JobId | Should -Be (@($To) * 4)
    }

    It 'takes jobs by wildcards, from the list alone' {
        $jobs = 'etl a', 'etl b', 'report' | ForEach-Object { New-StartedJob $_ }
        Clear-TestWorkspace $local
        & $Command -Name 'ETL*'
        Get-TestRequest $local -Path '*/jobs/get' | Should -BeNullOrEmpty
        Get-State $jobs.JobId | Should -Be $To, $To, $From
    }

    It 'takes a plain name, and the service looks for it' {
        $job = New-StartedJob nightly
        & $Command -Name nightly
        (Get-TestRequest $local -Path '*/jobs/list')[0].Query | Should -Match 'name=nightly'
        Get-State $job.JobId | Should -Be $To
    }

    It 'takes jobs that have all of some tags, with wildcards in the values' {
        $jobs = @(
            New-StartedJob -Setting @{ tags = @{ team = 'sales-eu'; stage = 'prod' } }
            New-StartedJob -Setting @{ tags = @{ team = 'sales-us'; stage = 'test' } }
            New-StartedJob -Setting @{ tags = @{ team = 'ops'; stage = 'prod' } }
            New-StartedJob
        )
        & $Command -Tag @{ team = 'sales*'; stage = 'prod' }
        Get-State $jobs.JobId | Should -Be $To, $From, $From, $From
    }

    It 'takes jobs by their creator' {
        $job = New-StartedJob
        & $Command -Creator 'someone.else*'
        Get-State $job.JobId | Should -Be $From
        & $Command -Creator 'local.user*'
        Get-State $job.JobId | Should -Be $To
    }

    It 'takes hundreds of jobs' {
        $jobs = 1..120 | ForEach-Object { New-StartedJob "many $_" }
        & $Command -Name 'many *' -Force
        Get-Update | Should -HaveCount 120
        Get-State $jobs[0, 60, 119].JobId | Should -Be $To, $To, $To
    }

    It 'sends nothing for a job that is in that state, and says so with -Verbose' {
        $job = New-StartedJob -State $To
        $said = & $Command $job.JobId -Verbose 4>&1
        "$said" | Should -Match $Already
        Get-Update | Should -BeNullOrEmpty
    }

    It 'warns of a job that nothing starts, where it is named by id' {
        $job = Add-TestJob -Name manual
        $null = & $Command $job.JobId -WarningVariable warned -WarningAction SilentlyContinue
        $warned | Should -HaveCount 1
        "$warned" | Should -Match "manual.*nothing to $Verb"
        & $Command -Name 'manu*' -WarningVariable warned
        $warned | Should -BeNullOrEmpty
        "$(& $Command -Name 'manu*' -Verbose 4>&1)" | Should -Match "manual.*nothing to $Verb"
        Get-Update | Should -BeNullOrEmpty
    }

    It 'returns with -PassThru the jobs that are in that state, as they are' {
        $job = New-StartedJob
        & $Command $job.JobId | Should -BeNullOrEmpty
        $null = New-StartedJob -Name other
        $null = Add-TestJob -Name manual
        $after = & $Command -Name * -PassThru
        $after | Should -HaveCount 2
        $after.Settings.Schedule.PauseStatus | Should -Be $To, $To
        (& $Command $job.JobId -PassThru).Settings.Tasks | Should -HaveCount 1
    }

    It 'says that there is no job of that id or name' {
        (Get-Failure { & $Command 4711 }).FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
        (Get-Failure { & $Command -Name nowhere }).FullyQualifiedErrorId | Should -BeLike 'JobNotFound,*'
        Get-Failure { & $Command -Name 'nowhere*' } | Should -BeNullOrEmpty
    }

    It 'continues after an error, and stops with -ErrorAction Stop' {
        $job = New-StartedJob
        { & $Command 4711, $job.JobId -ErrorAction Stop } | Should -Throw
        Get-State $job.JobId | Should -Be $From
        & $Command 4711, $job.JobId -ErrorAction SilentlyContinue
        Get-State $job.JobId | Should -Be $To
    }

    It 'sends nothing with -WhatIf' {
        $job = New-StartedJob
        & $Command $job.JobId -WhatIf
        & $Command -Name * -WhatIf
        Get-Update | Should -BeNullOrEmpty
    }
}
