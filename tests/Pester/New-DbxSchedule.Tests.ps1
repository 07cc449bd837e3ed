BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
}

Describe 'New-DbxSchedule' {
    It 'gives a schedule in UTC' {
        $schedule = New-DbxSchedule '0 30 2 * * ?'
        $schedule.GetType().FullName | Should -Be 'Databricks.Jobs.Models.CronSchedule'
        $schedule.QuartzCronExpression | Should -Be '0 30 2 * * ?'
        $schedule.TimezoneId | Should -Be 'UTC'
        $schedule.PauseStatus | Should -Be 'UNPAUSED'
    }

    It 'takes <Given> for <Zone>' -ForEach @(
        @{ Given = 'Europe/Berlin'; Zone = 'Europe/Berlin' }
        @{ Given = 'europe/berlin'; Zone = 'Europe/Berlin' }
        @{ Given = 'W. Europe Standard Time'; Zone = 'Europe/Berlin' }
    ) {
        (New-DbxSchedule '0 30 2 * * ?' $Given).TimezoneId | Should -BeExactly $Zone
    }

    It 'is paused with -Paused' {
        (New-DbxSchedule '0 30 2 * * ?' -Paused).PauseStatus | Should -Be 'PAUSED'
    }

    It 'shows the next three times, in the time zone' {
        $text = New-DbxSchedule '0 0 12 1 1 ?' Asia/Tokyo | Out-String
        $years = [regex]::Matches($text, '(\d{4})-01-01 12:00:00 \+09:00') | ForEach-Object { [int] $_.Groups[1].Value }
        $years | Should -HaveCount 3
        $years[2] | Should -Be ($years[0] + 2)
    }

    It 'fits 80 columns as a table' {
        $lines = New-DbxSchedule '0 0 12 ? * MON-FRI' America/New_York | Format-Table | Out-String -Width 80
        $lines | Should -Match '12:00:00 -0[45]:00'
    }

    It 'takes expressions from the pipeline' {
        '0 0 1 * * ?', '0 0 2 * * ?' | New-DbxSchedule | Should -HaveCount 2
    }

    It 'starts a job' {
        $local = Start-TestWorkspace
        try {
            $job = New-DbxJob @{ tasks = @() } -Name x -Schedule (New-DbxSchedule '0 0 1 * * ?' Europe/Berlin)
            (Get-DbxJob $job.JobId).Settings.Schedule.TimezoneId | Should -Be 'Europe/Berlin'
        } finally {
            Stop-TestWorkspace $local
        }
    }

    It 'refuses <Cron> <Zone> and says why' -ForEach @(
        @{ Cron = '30 2 * * 1-5'; Zone = 'UTC'; Words = "Did you mean '0 30 2 ? * MON-FRI'?" }
        @{ Cron = '0 61 2 * * ?'; Zone = 'UTC'; Words = "minute '61'*0-59" }
        @{ Cron = '0 30 2 * * ?'; Zone = 'Europe/Berln'; Words = "did you mean 'Europe/Berlin'?" }
    ) {
        $failure = Get-Failure { New-DbxSchedule $Cron $Zone }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidDefinition,*'
        $failure.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $failure.ToString() | Should -BeLike "*$Words*"
    }

    It 'completes time zones, and keeps the quotes' {
        (TabExpansion2 'New-DbxSchedule x -TimeZone berl' 32).CompletionMatches.CompletionText |
            Should -Be 'Europe/Berlin'
        (TabExpansion2 "New-DbxSchedule x -TimeZone 'berl" 33).CompletionMatches.CompletionText |
            Should -Be "'Europe/Berlin'"
        (TabExpansion2 'New-DbxSchedule x -TimeZone "berl' 33).CompletionMatches.CompletionText |
            Should -Be '"Europe/Berlin"'
        (TabExpansion2 'New-DbxSchedule x -TimeZone berl' 32).CompletionMatches.ToolTip | Should -Match 'UTC\+0'
    }
}
