BeforeDiscovery {
    $cron = @{ quartz_cron_expression = '0 0 1 * * ?'; timezone_id = 'UTC' }
    $starts = @(
        @{
            What = 'a schedule'
            Setting = @{ schedule = $cron + @{ pause_status = 'UNPAUSED'; AdditionalProperties = @{ jitter = 5 } } }
            Sent = '"schedule":{"quartz_cron_expression":"0 0 1 * * ?","timezone_id":"UTC","pause_status":"PAUSED","jitter":5}'
        }
        @{
            What = 'a trigger'
            Setting = @{ trigger = @{ periodic = @{ interval = 1; unit = 'HOURS' }; pause_status = 'UNPAUSED' } }
            Sent = '"trigger":{"pause_status":"PAUSED","periodic":{"interval":1,"unit":"HOURS"}}'
        }
        @{
            What = 'continuous running'
            Setting = @{ continuous = @{ pause_status = 'UNPAUSED' } }
            Sent = '"continuous":{"pause_status":"PAUSED"}'
        }
        @{
            What = 'a list of triggers'
            Setting = @{ triggers = @(@{ schedule = $cron; pause_status = 'UNPAUSED' }) }
            Sent = '"triggers":[{"pause_status":"PAUSED","schedule":{"quartz_cron_expression":"0 0 1 * * ?","timezone_id":"UTC"}}]'
        }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 1000 }

    function New-StartedJob {
        param([string] $Name = 'started', [string] $State = 'UNPAUSED', [hashtable] $Setting = @{})

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

Describe 'Suspend-DbxJob' {
    BeforeEach {
        Get-DbxJob | Remove-DbxJob -Confirm:$false
        Clear-TestWorkspace $local
    }

    It 'suspends <What> and sends the whole of that block, and no other' -ForEach $starts {
        $job = Add-TestJob -Name x -Setting $Setting
        Suspend-DbxJob $job.JobId
        (Get-Update).Body | Should -BeExactly "{`"job_id`":$($job.JobId),`"new_settings`":{$Sent}}"
    }

    It 'takes ids by position, from the pipeline and by property name' {
        $jobs = 1..4 | ForEach-Object { New-StartedJob }
        Suspend-DbxJob $jobs[0].JobId
        $jobs[1].JobId | Suspend-DbxJob
        $jobs[2] | Suspend-DbxJob
        [pscustomobject]@{ job_id = $jobs[3].JobId } | Suspend-DbxJob
        Get-State $jobs.JobId | Should -Be (@('PAUSED') * 4)
    }

    It 'takes jobs by wildcards, from the list alone' {
        $jobs = 'etl a', 'etl b', 'report' | ForEach-Object { New-StartedJob $_ }
        Clear-TestWorkspace $local
        Suspend-DbxJob -Name 'ETL*'
        Get-TestRequest $local -Path '*/jobs/get' | Should -BeNullOrEmpty
        Get-State $jobs.JobId | Should -Be 'PAUSED', 'PAUSED', 'UNPAUSED'
    }

    It 'takes a plain name, and the service looks for it' {
        $job = New-StartedJob nightly
        Suspend-DbxJob -Name nightly
        (Get-TestRequest $local -Path '*/jobs/list')[0].Query | Should -Match 'name=nightly'
        Get-State $job.JobId | Should -Be 'PAUSED'
    }

    It 'takes jobs that have all of some tags, with wildcards in the values' {
        $jobs = @(
            New-StartedJob -Setting @{ tags = @{ team = 'sales-eu'; stage = 'prod' } }
            New-StartedJob -Setting @{ tags = @{ team = 'sales-us'; stage = 'test' } }
            New-StartedJob -Setting @{ tags = @{ team = 'ops'; stage = 'prod' } }
            New-StartedJob
        )
        Suspend-DbxJob -Tag @{ team = 'sales*'; stage = 'prod' }
        Get-State $jobs.JobId | Should -Be 'PAUSED', 'UNPAUSED', 'UNPAUSED', 'UNPAUSED'
    }

    It 'takes jobs by their creator' {
        $job = New-StartedJob
        Suspend-DbxJob -Creator 'someone.else*'
        Get-State $job.JobId | Should -Be 'UNPAUSED'
        Suspend-DbxJob -Creator 'local.user*'
        Get-State $job.JobId | Should -Be 'PAUSED'
    }

    It 'takes hundreds of jobs' {
        $jobs = 1..120 | ForEach-Object { New-StartedJob "many $_" }
        Suspend-DbxJob -Name 'many *'
        Get-Update | Should -HaveCount 120
        Get-State $jobs[0, 60, 119].JobId | Should -Be 'PAUSED', 'PAUSED', 'PAUSED'
    }

    It 'sends nothing for a job that is in that state, and says so to who asks' {
        $job = New-StartedJob -State PAUSED
        $said = Suspend-DbxJob $job.JobId -Verbose 4>&1
        "$said" | Should -Match 'is paused already'
        Get-Update | Should -BeNullOrEmpty
    }

    It 'warns of a job that nothing starts, where it is named by id' {
        $job = Add-TestJob -Name manual
        $null = Suspend-DbxJob $job.JobId -WarningVariable warned -WarningAction SilentlyContinue
        $warned | Should -HaveCount 1
        "$warned" | Should -Match 'manual.*nothing to suspend'
        Suspend-DbxJob -Name 'manu*' -WarningVariable warned
        $warned | Should -BeNullOrEmpty
        "$(Suspend-DbxJob -Name 'manu*' -Verbose 4>&1)" | Should -Match 'manual.*nothing to suspend'
        Get-Update | Should -BeNullOrEmpty
    }

    It 'returns with -PassThru the jobs that are in that state, as they are' {
        $job = New-StartedJob
        Suspend-DbxJob $job.JobId | Should -BeNullOrEmpty
        $null = New-StartedJob -Name other
        $null = Add-TestJob -Name manual
        $after = Suspend-DbxJob -Name * -PassThru
        $after | Should -HaveCount 2
        $after.Settings.Schedule.PauseStatus | Should -Be 'PAUSED', 'PAUSED'
        (Suspend-DbxJob $job.JobId -PassThru).Settings.Tasks | Should -HaveCount 1
    }

    It 'says that there is no job of that id or name' {
        (Get-Failure { Suspend-DbxJob 4711 }).FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
        (Get-Failure { Suspend-DbxJob -Name nowhere }).FullyQualifiedErrorId | Should -BeLike 'JobNotFound,*'
        Get-Failure { Suspend-DbxJob -Name 'nowhere*' } | Should -BeNullOrEmpty
    }

    It 'goes on after an error, and stops with -ErrorAction Stop' {
        $job = New-StartedJob
        { Suspend-DbxJob 4711, $job.JobId -ErrorAction Stop } | Should -Throw
        Get-State $job.JobId | Should -Be 'UNPAUSED'
        Suspend-DbxJob 4711, $job.JobId -ErrorAction SilentlyContinue
        Get-State $job.JobId | Should -Be 'PAUSED'
    }

    It 'sends nothing with -WhatIf' {
        $job = New-StartedJob
        Suspend-DbxJob $job.JobId -WhatIf
        Suspend-DbxJob -Name * -WhatIf
        Get-Update | Should -BeNullOrEmpty
    }
}
