# What a person types instead of a hashtable: schedules, users, addresses, days.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 1000 }
    $task = @{ task_key = 'a'; notebook_task = @{ notebook_path = '/a' } }
    $job = New-DbxJob -Name short -Task $task

    function Get-Sent([string] $Path) {
        (Get-TestRequest $local -Path $Path | Select-Object -Last 1).Body | ConvertFrom-Json
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'The short form of a setting' {
    BeforeDiscovery {
        $commands = @(
            @{ Command = 'New-DbxJob'; Settings = { Get-Sent '*/jobs/create' }
                Run = { param($given) New-DbxJob -Name n -Task $task @given } }
            @{ Command = 'Set-DbxJob'; Settings = { (Get-Sent '*/jobs/reset').new_settings }
                Run = { param($given) Set-DbxJob $job.JobId @{ name = 'n'; tasks = @() } @given } }
            @{ Command = 'Update-DbxJob'; Settings = { (Get-Sent '*/jobs/update').new_settings }
                Run = { param($given) Update-DbxJob $job.JobId @given } }
            @{ Command = 'Copy-DbxJob'; Settings = { Get-Sent '*/jobs/create' }
                Run = { param($given) Copy-DbxJob $job.JobId -KeepUnpaused @given } }
            @{ Command = 'Start-DbxRun'; Settings = { Get-Sent '*/runs/submit' }
                Run = { param($given) Start-DbxRun -Task $task @given } }
        )
        $settings = @(
            @{ Name = 'Schedule'; Value = '0 0 2 * * ?'; Field = 'schedule'
                Json = '{"quartz_cron_expression":"0 0 2 * * ?","timezone_id":"UTC"}' }
            @{ Name = 'Schedule'; Value = '0 0 2 * * ? Europe/Berlin'; Field = 'schedule'
                Json = '{"quartz_cron_expression":"0 0 2 * * ?","timezone_id":"Europe/Berlin"}' }
            @{ Name = 'RunAs'; Value = 'a@example.com'; Field = 'run_as'; Json = '{"user_name":"a@example.com"}' }
            @{ Name = 'RunAs'; Value = '692bc6d0-ffa3-11ed-be56-0242ac120002'; Field = 'run_as'
                Json = '{"service_principal_name":"692bc6d0-ffa3-11ed-be56-0242ac120002"}' }
            @{ Name = 'EmailNotification'; Value = 'a@example.com', 'b@example.com'; Field = 'email_notifications'
                Json = '{"on_failure":["a@example.com","b@example.com"]}' }
            @{ Name = 'Queue'; Value = $true; Field = 'queue'; Json = '{"enabled":true}' }
            @{ Name = 'Queue'; Value = $false; Field = 'queue'; Json = '{"enabled":false}' }
        )
        $cases = foreach ($command in $commands) {
            foreach ($setting in $settings) {
                if ($command.Command -ne 'Start-DbxRun' -or $setting.Name -ne 'Schedule') {
                    $command + $setting
                }
            }
        }
    }

    It '<Command> -<Name> <Value>' -ForEach $cases {
        $null = & $Run @{ $Name = $Value }
        (& $Settings).$Field | ConvertTo-Json -Compress | Should -Be $Json
    }

    It 'is -Queue alone' {
        $null = New-DbxJob -Name n -Task $task -Queue
        (Get-Sent '*/jobs/create').queue.enabled | Should -BeTrue
        $null = Start-DbxJobRun $job.JobId -Queue
        (Get-Sent '*/jobs/run-now').queue.enabled | Should -BeTrue
        $null = Start-DbxJobRun $job.JobId
        (Get-Sent '*/jobs/run-now').PSObject.Properties.Name | Should -Not -Contain 'queue'
    }

    It 'can be used in a hashtable and a file' {
        Update-DbxJob $job.JobId @{ schedule = '0 0 3 * * ?'; run_as = 'a@example.com'; queue = $true }
        $sent = (Get-Sent '*/jobs/update').new_settings
        $sent.schedule.quartz_cron_expression, $sent.run_as.user_name, $sent.queue.enabled |
            Should -Be '0 0 3 * * ?', 'a@example.com', $true
        $file = Join-Path $TestDrive 'short.json'
        '{ "name": "n", "tasks": [], "schedule": "0 0 4 * * ? Asia/Tokyo" }' | Set-Content $file
        $null = New-DbxJob -Path $file
        (Get-Sent '*/jobs/create').schedule.timezone_id | Should -Be 'Asia/Tokyo'
    }

    It 'of a copy is paused, as any schedule of a copy' {
        (Copy-DbxJob $job.JobId -Schedule '0 0 2 * * ?').Settings.Schedule.PauseStatus | Should -Be 'PAUSED'
    }

    It 'of a task is an address' {
        (New-DbxTask a -NotebookPath /a -EmailNotification a@example.com).EmailNotifications.ToJson() |
            Should -Be '{"on_failure":["a@example.com"]}'
    }

    It 'has a mistake: <Words>' -ForEach @(
        @{ Run = { New-DbxJob -Name n -Task $task -Schedule '0 2 * * *' }; Words = '5 fields' }
        @{ Run = { Update-DbxJob 1 -Schedule '0 2 * * *' }; Words = '5 fields' }
        @{ Run = { Update-DbxJob 1 -Schedule '0 0 2 * * ? Europe/Berln' }; Words = "did you mean 'Europe/Berlin'" }
        @{ Run = { Update-DbxJob 1 -RunAs me }; Words = "RunAs: 'me' is neither the name of a user" }
        @{ Run = { Update-DbxJob 1 -EmailNotification me }; Words = "EmailNotification: 'me' is not an email address" }
        @{ Run = { Update-DbxJob 1 -EmailNotification 5 }; Words = 'or email addresses, found a value of type Int32' }
        @{ Run = { Update-DbxJob 1 -Queue $false }; Words = 'The value of a switch follows a colon: -Queue:\$false' }
        @{ Run = { Start-DbxJobRun 1 -Queue $false }; Words = 'The value of a switch follows a colon: -Queue:\$false' }
    ) {
        Clear-TestWorkspace $local
        $failure = Get-Failure $Run
        $failure | Should -HaveCount 1
        $failure.ToString() | Should -Match $Words
        Get-TestRequest $local | Should -BeNullOrEmpty
    }
}

Describe 'A time' {
    BeforeAll {
        function Get-Start([string] $Text, [string] $Culture = 'en-US') {
            $before = [cultureinfo]::CurrentCulture
            try {
                [cultureinfo]::CurrentCulture = $Culture
                $null = Get-DbxRun -StartedAfter $Text -First 1
            } finally {
                [cultureinfo]::CurrentCulture = $before
            }
            $query = (Get-TestRequest $local -Path '*/runs/list*' | Select-Object -Last 1).Query
            $null = $query -match 'start_time_from=(\d+)'
            [DateTimeOffset]::FromUnixTimeMilliseconds($Matches[1]).LocalDateTime
        }
    }

    It 'is today or yesterday' {
        Get-Start today | Should -Be ([datetime]::Today)
        Get-Start Yesterday | Should -Be ([datetime]::Today.AddDays(-1))
    }

    It 'is a date as the current culture writes it: <Text> in <Culture>' -ForEach @(
        @{ Culture = 'de-DE'; Text = '31.01.2026'; Date = '2026-01-31' }
        @{ Culture = 'de-DE'; Text = '01.02.2026 18:00'; Date = '2026-02-01T18:00' }
        @{ Culture = 'en-US'; Text = '02/01/2026'; Date = '2026-02-01' }
        @{ Culture = 'en-GB'; Text = '02/01/2026'; Date = '2026-01-02' }
        @{ Culture = 'en-GB'; Text = '02/01/2026 3:00 PM'; Date = '2026-01-02T15:00' }
    ) {
        Get-Start $Text $Culture | Should -Be ([datetime] $Date)
    }

    It 'is the same in every culture with the year first or a month in English: <Text> in <Culture>' -ForEach @(
        foreach ($culture in 'de-DE', 'en-GB', 'th-TH', 'fa-IR') {
            foreach ($text in '2026-01-31', '2026/01/31', '31 Jan 2026') {
                @{ Culture = $culture; Text = $text }
            }
        }
    ) {
        Get-Start $Text $Culture | Should -Be ([datetime] '2026-01-31')
    }

    It 'is not a date of another culture' {
        { Get-Start '12/31/2025' 'de-DE' } | Should -Throw "*'12/31/2025' is not a valid time*"
    }
}
