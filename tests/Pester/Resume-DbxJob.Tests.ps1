BeforeDiscovery {
    $cron = @{ quartz_cron_expression = '0 0 1 * * ?'; timezone_id = 'UTC' }
    $starts = @(
        @{
            What = 'a schedule'
            Setting = @{ schedule = $cron + @{ pause_status = 'PAUSED'; AdditionalProperties = @{ jitter = 5 } } }
            Sent = '"schedule":{"quartz_cron_expression":"0 0 1 * * ?","timezone_id":"UTC","pause_status":"UNPAUSED","jitter":5}'
        }
        @{
            What = 'a trigger'
            Setting = @{ trigger = @{ periodic = @{ interval = 1; unit = 'HOURS' }; pause_status = 'PAUSED' } }
            Sent = '"trigger":{"pause_status":"UNPAUSED","periodic":{"interval":1,"unit":"HOURS"}}'
        }
        @{
            What = 'continuous running'
            Setting = @{ continuous = @{ pause_status = 'PAUSED' } }
            Sent = '"continuous":{"pause_status":"UNPAUSED"}'
        }
        @{
            What = 'a list of triggers'
            Setting = @{ triggers = @(@{ schedule = $cron; pause_status = 'PAUSED' }) }
            Sent = '"triggers":[{"pause_status":"UNPAUSED","schedule":{"quartz_cron_expression":"0 0 1 * * ?","timezone_id":"UTC"}}]'
        }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 1000 }

    function New-StartedJob {
        param([string] $Name = 'started', [string] $State = 'PAUSED', [hashtable] $Setting = @{})

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

Describe 'Resume-DbxJob' {
    BeforeEach {
        Get-DbxJob | Remove-DbxJob -Confirm:$false
        Clear-TestWorkspace $local
    }

    It 'resumes <What> and sends the whole of that block, and no other' -ForEach $starts {
        $job = Add-TestJob -Name x -Setting $Setting
        Resume-DbxJob $job.JobId
        (Get-Update).Body | Should -BeExactly "{`"job_id`":$($job.JobId),`"new_settings`":{$Sent}}"
    }

    It 'takes ids by position, from the pipeline and by property name' {
        $jobs = 1..4 | ForEach-Object { New-StartedJob }
        Resume-DbxJob $jobs[0].JobId
        $jobs[1].JobId | Resume-DbxJob
        $jobs[2] | Resume-DbxJob
        [pscustomobject]@{ job_id = $jobs[3].JobId } | Resume-DbxJob
        Get-State $jobs.JobId | Should -Be (@('UNPAUSED') * 4)
    }

    It 'takes jobs by wildcards, from the list alone' {
        $jobs = 'etl a', 'etl b', 'report' | ForEach-Object { New-StartedJob $_ }
        Clear-TestWorkspace $local
        Resume-DbxJob -Name 'ETL*'
        Get-TestRequest $local -Path '*/jobs/get' | Should -BeNullOrEmpty
        Get-State $jobs.JobId | Should -Be 'UNPAUSED', 'UNPAUSED', 'PAUSED'
    }

    It 'takes a plain name, and the service looks for it' {
        $job = New-StartedJob nightly
        Resume-DbxJob -Name nightly
        (Get-TestRequest $local -Path '*/jobs/list')[0].Query | Should -Match 'name=nightly'
        Get-State $job.JobId | Should -Be 'UNPAUSED'
    }

    It 'takes jobs that have all of some tags, with wildcards in the values' {
        $jobs = @(
            New-StartedJob -Setting @{ tags = @{ team = 'sales-eu'; stage = 'prod' } }
            New-StartedJob -Setting @{ tags = @{ team = 'sales-us'; stage = 'test' } }
            New-StartedJob -Setting @{ tags = @{ team = 'ops'; stage = 'prod' } }
            New-StartedJob
        )
        Resume-DbxJob -Tag @{ team = 'sales*'; stage = 'prod' }
        Get-State $jobs.JobId | Should -Be 'UNPAUSED', 'PAUSED', 'PAUSED', 'PAUSED'
    }

    It 'takes jobs by their creator' {
        $job = New-StartedJob
        Resume-DbxJob -Creator 'someone.else*'
        Get-State $job.JobId | Should -Be 'PAUSED'
        Resume-DbxJob -Creator 'local.user*'
        Get-State $job.JobId | Should -Be 'UNPAUSED'
    }

    It 'takes hundreds of jobs' {
        $jobs = 1..120 | ForEach-Object { New-StartedJob "many $_" }
        Resume-DbxJob -Name 'many *'
        Get-Update | Should -HaveCount 120
        Get-State $jobs[0, 60, 119].JobId | Should -Be 'UNPAUSED', 'UNPAUSED', 'UNPAUSED'
    }

    It 'sends nothing for a job that is in that state, and says so to who asks' {
        $job = New-StartedJob -State UNPAUSED
        $said = Resume-DbxJob $job.JobId -Verbose 4>&1
        "$said" | Should -Match 'is not paused already'
        Get-Update | Should -BeNullOrEmpty
    }

    It 'warns of a job that nothing starts, where it is named by id' {
        $job = Add-TestJob -Name manual
        $null = Resume-DbxJob $job.JobId -WarningVariable warned -WarningAction SilentlyContinue
        $warned | Should -HaveCount 1
        "$warned" | Should -Match 'manual.*nothing to resume'
        Resume-DbxJob -Name 'manu*' -WarningVariable warned
        $warned | Should -BeNullOrEmpty
        "$(Resume-DbxJob -Name 'manu*' -Verbose 4>&1)" | Should -Match 'manual.*nothing to resume'
        Get-Update | Should -BeNullOrEmpty
    }

    It 'returns with -PassThru the jobs that are in that state, as they are' {
        $job = New-StartedJob
        Resume-DbxJob $job.JobId | Should -BeNullOrEmpty
        $null = New-StartedJob -Name other
        $null = Add-TestJob -Name manual
        $after = Resume-DbxJob -Name * -PassThru
        $after | Should -HaveCount 2
        $after.Settings.Schedule.PauseStatus | Should -Be 'UNPAUSED', 'UNPAUSED'
        (Resume-DbxJob $job.JobId -PassThru).Settings.Tasks | Should -HaveCount 1
    }

    It 'says that there is no job of that id or name' {
        (Get-Failure { Resume-DbxJob 4711 }).FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
        (Get-Failure { Resume-DbxJob -Name nowhere }).FullyQualifiedErrorId | Should -BeLike 'JobNotFound,*'
        Get-Failure { Resume-DbxJob -Name 'nowhere*' } | Should -BeNullOrEmpty
    }

    It 'goes on after an error, and stops with -ErrorAction Stop' {
        $job = New-StartedJob
        { Resume-DbxJob 4711, $job.JobId -ErrorAction Stop } | Should -Throw
        Get-State $job.JobId | Should -Be 'PAUSED'
        Resume-DbxJob 4711, $job.JobId -ErrorAction SilentlyContinue
        Get-State $job.JobId | Should -Be 'UNPAUSED'
    }

    It 'sends nothing with -WhatIf' {
        $job = New-StartedJob
        Resume-DbxJob $job.JobId -WhatIf
        Resume-DbxJob -Name * -WhatIf
        Get-Update | Should -BeNullOrEmpty
    }
}
