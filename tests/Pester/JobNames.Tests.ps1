BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 1000 }
    $me = 'local.user@example.com'
    $nightly = Add-TestJob -Name nightly -Task a, b -Setting @{ parameters = @(@{ name = 'date'; default = '1' }) }
    $weekly = Add-TestJob -Name weekly
    $bundle = Add-TestJob -Name '[dev ada] nightly'
    $twins = 1..2 | ForEach-Object { Add-TestJob -Name twin }
    $run = $nightly | Start-DbxJobRun -Wait
    $null = $weekly | Start-DbxJobRun -Wait

    function Get-Change {
        Get-TestRequest $local | Where-Object Method -NE 'GET'
    }

    function Get-RequestLine {
        param([string] $Line)

        Clear-TestWorkspace $local
        $null = Invoke-Expression "$Line -WarningAction Ignore"
        Get-TestRequest $local | ForEach-Object { "$($_.Method) $($_.Path)" }
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'A name instead of an id: <Line>' -ForEach @(
    @{ Line = 'Get-DbxJob {0}' }
    @{ Line = 'Set-DbxJob {0} @{{ name = "nightly"; tasks = @() }} -WhatIf' }
    @{ Line = 'Update-DbxJob {0} @{{ max_concurrent_runs = 2 }}' }
    @{ Line = 'Copy-DbxJob {0}' }
    @{ Line = 'Start-DbxJobRun {0}' }
    @{ Line = 'Suspend-DbxJob {0}' }
    @{ Line = 'Resume-DbxJob {0}' }
    @{ Line = 'Get-DbxJobPermission {0}' }
    @{ Line = 'Get-DbxJobPermissionLevel {0}' }
    @{ Line = 'Grant-DbxJobPermission {0} CAN_VIEW -Group data' }
    @{ Line = 'Set-DbxJobPermission {0} @{{ group_name = "data"; permission_level = "CAN_VIEW" }}' }
    @{ Line = 'Revoke-DbxJobPermission {0} -Group nobody' }
    @{ Line = 'Get-DbxJobCompliance {0}' }
    @{ Line = 'Repair-DbxJobCompliance {0}' }
    @{ Line = 'Get-DbxRun -JobId {0}' }
    @{ Line = 'Stop-DbxRun -JobId {0} -All' }
    # The question needs the name of an ID.
    @{ Line = 'Remove-DbxJob {0} -WhatIf'; OnlyOfId = 'GET /api/2.2/jobs/get' }
) {
    It 'sends the requests of the id, after one list request' {
        $ofId = @(Get-RequestLine ($Line -f $nightly.JobId) | Where-Object { $_ -ne $OnlyOfId })
        $ofName = @(Get-RequestLine ($Line -f 'NIGHTLY'))
        $ofName[0] | Should -BeLike 'GET */jobs/list'
        # A completed Start-DbxJobRun reads its run, which has another id.
        @($ofName | Select-Object -Skip 1) | Should -Be $ofId
    }

    It 'changes nothing for a name that <What>' -ForEach @(
        @{ What = 'no job has'; Name = 'nowhere'; Id = 'JobNotFound' }
        @{ What = 'several jobs have'; Name = 'twin'; Id = 'JobNameAmbiguous' }
    ) {
        Clear-TestWorkspace $local
        $failure = Get-Failure { Invoke-Expression ($Line -f $Name) }
        $failure.FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $failure.TargetObject | Should -Be $Name
        Get-Change | Should -BeNullOrEmpty
    }
}

Describe 'Names of jobs' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'are taken from the pipeline' {
        ('weekly', 'nightly' | Get-DbxJob).JobId | Should -Be $weekly.JobId, $nightly.JobId
        ($weekly.JobId, 'nightly' | Get-DbxJobPermission).JobId | Select-Object -Unique |
            Should -Be $weekly.JobId, $nightly.JobId
    }

    It 'give the whole job: <_>' -ForEach @(
        'Get-DbxJob nightly'
        'Get-DbxJob nightly -One'
        'Get-DbxJob -Name nightly'
        'Get-DbxJob -Name nightly -One'
        'Get-DbxJob -Name night?y -One'
    ) {
        $job = Invoke-Expression $_
        $job.Settings.Tasks.TaskKey | Should -Be 'a', 'b'
        $job.RunAsUserName | Should -Be $me
    }

    It 'give the whole job of more than 100 tasks' {
        $tasks = 0..119 | ForEach-Object { New-DbxTask "t$_" -NotebookPath /x }
        $large = New-DbxJob -Name large -Task $tasks
        try {
            (Get-DbxJob large).Settings.Tasks | Should -HaveCount 120
            (Get-DbxJob -Name large -One).Settings.Tasks | Should -HaveCount 120
        } finally {
            $large | Remove-DbxJob -Confirm:$false
        }
    }

    It 'of several jobs give each whole job with -Name' {
        $jobs = Get-DbxJob -Name twin
        $jobs.JobId | Should -Be $twins.JobId[1, 0]
        $jobs.Settings.Tasks.TaskKey | Should -Be 'only', 'only'
    }

    It 'can have brackets' {
        (Get-DbxJob '[dev ada] nightly').JobId | Should -Be $bundle.JobId
        (Start-DbxJobRun '[dev ada] nightly').JobId | Should -Be $bundle.JobId
    }

    It 'that several jobs have are listed with ids and creators' {
        $failure = Get-Failure { Remove-DbxJob twin -Confirm:$false }
        foreach ($twin in $twins) {
            $failure.ToString() | Should -BeLike "*twin (job $($twin.JobId)) created by $me*"
        }
        $failure.ErrorDetails.RecommendedAction | Should -BeLike '*Get-DbxJob *'
    }

    It 'with wildcards are patterns for Get-DbxJob, and an error elsewhere' {
        (Get-DbxJob night?y).JobId | Should -Be $nightly.JobId
        (Get-DbxJob night?y -ExpandTasks).Settings.Tasks.TaskKey | Should -Be 'a', 'b'
        foreach ($line in 'Start-DbxJobRun night*', 'Remove-DbxJob night*', 'Get-DbxRun night*') {
            $failure = Get-Failure { Invoke-Expression $line }
            $failure.FullyQualifiedErrorId | Should -BeLike 'JobNameHasWildcards,*'
            $failure.ErrorDetails.RecommendedAction |
                Should -BeLike "*Get-DbxJob -Name 'night`*' | $($line.Split(' ')[0])*"
        }
        Get-Change | Should -BeNullOrEmpty
    }

    It 'that are missing do not keep the others from being found, and each is an error' {
        $errors = $null
        $found = Get-DbxJob nightly, zz, weekly, yy -ErrorAction SilentlyContinue -ErrorVariable errors
        $found.JobId | Should -Be $nightly.JobId, $weekly.JobId
        $errors.TargetObject | Should -Be 'zz', 'yy'
    }

    It 'each have an error where they are filters: <_>' -ForEach @(
        'Get-DbxJob -Name nightly, zz, yy'
        'Get-DbxRun -JobName nightly, zz, yy'
        'Suspend-DbxJob -Name nightly, zz, yy'
        'Suspend-DbxJob nightly, zz, yy'
        'Resume-DbxJob -Name night*, zz, yy'
    ) {
        $errors = $null
        $null = Invoke-Expression "$_ -ErrorAction SilentlyContinue -WarningAction Ignore -ErrorVariable errors"
        $errors.FullyQualifiedErrorId | Should -BeLike 'JobNotFound,*'
        $errors.TargetObject | Should -Be 'zz', 'yy'
    }

    It 'that are missing and missing ids share a type' {
        foreach ($job in 'nowhere', 4711) {
            { Get-DbxJob $job -ErrorAction Stop } | Should -Throw -ExceptionType ([Databricks.Jobs.NotFoundException])
        }
    }

    It 'of jobs are not mistaken for ids of runs' {
        (Get-DbxRun nightly).RunId | Should -Contain $run.RunId
        (Get-DbxRun $run.RunId).RunId | Should -Be $run.RunId
        ($run | Get-DbxRun).RunId | Should -Be $run.RunId
        ($nightly | Get-DbxRun).RunId | Should -Contain $run.RunId
        ('nightly' | Get-DbxRun).RunId | Should -Contain $run.RunId
    }

    It 'where only an id of a run is accepted name what to type' {
        (Get-Failure { Get-DbxRun -RunId nightly }).ToString() |
            Should -Match "'nightly' is not a valid run ID, which is a number.*Get-DbxRun -JobId nightly"
        $failure = Get-Failure { Get-DbxRun nightly -IncludeHistory }
        $failure.FullyQualifiedErrorId | Should -BeLike 'RunIdNeeded,*'
        $failure.ErrorDetails.RecommendedAction |
            Should -Match 'Get-DbxRun -JobId nightly \| Get-DbxRun -IncludeHistory'
    }

    It 'are not looked up by a command that sends no requests' {
        $failure = Get-Failure { New-DbxTask a -RunJobId "it's" }
        $failure.ToString() | Should -Match "'it's' is not a valid job ID, which is a number\."
        $failure.ToString() | Should -Match "\(Get-DbxJob 'it''s'\)\.JobId"
        (New-DbxTask a -RunJobId $nightly).RunJobTask.JobId | Should -Be $nightly.JobId
        (New-DbxTask a -RunJobId "$($nightly.JobId)").RunJobTask.JobId | Should -Be $nightly.JobId
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'that are numbers are ids' {
        $job = Add-TestJob -Name 4711
        try {
            (Get-Failure { Get-DbxJob 4711 }).FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
            (Get-Failure { Get-DbxJob '4711' }).FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
            (Get-DbxJob -Name 4711).JobId | Should -Be $job.JobId
        } finally {
            $job | Remove-DbxJob -Confirm:$false
        }
    }

    It 'need no request where an object has the id' {
        $nightly, $weekly | Remove-DbxJob -WhatIf
        Get-TestRequest $local | Should -BeNullOrEmpty
    }
}

Describe 'The argument after a pipe: <Line>' -ForEach @(
    @{ Line = '$nightly | Update-DbxJob @{ max_concurrent_runs = 3 }'; Path = '*/jobs/update' }
    @{ Line = '$nightly | Update-DbxJob "{ `"max_concurrent_runs`": 3 }"'; Path = '*/jobs/update' }
    @{ Line = '$nightly | Set-DbxJob @{ name = "nightly"; tasks = @(New-DbxTask a -NotebookPath /a) }'
        Path = '*/jobs/reset' }
    @{ Line = '$nightly | Start-DbxJobRun @{ date = "2" }'; Path = '*/jobs/run-now' }
    @{ Line = '"nightly" | Start-DbxJobRun @{ date = "2" }'; Path = '*/jobs/run-now' }
    @{ Line = '$nightly | Grant-DbxJobPermission CAN_VIEW -Group data'; Path = '*/permissions/jobs/*' }
    @{ Line = '$nightly | Grant-DbxJobPermission canView -Group data'; Path = '*/permissions/jobs/*' }
    @{ Line = '$nightly | Set-DbxJobPermission @{ group_name = "data"; permission_level = "CAN_VIEW" }'
        Path = '*/permissions/jobs/*' }
    @{ Line = '$run | Invoke-DbxRunRepair a'; Path = '*/runs/repair' }
    @{ Line = '$run | Export-DbxRun $TestDrive'; Path = '*/runs/export' }
) {
    It 'belongs to the next parameter' {
        Clear-TestWorkspace $local
        Get-Failure { Invoke-Expression $Line } | Should -BeNullOrEmpty
        Get-TestRequest $local -Path $Path | Should -Not -BeNullOrEmpty
    }
}

Describe 'Permissions from the pipeline' {
    It 'are revoked, each of its principal' {
        $job = New-DbxJob @{ tasks = @() } -Name shared -AccessControlList @(
            @{ group_name = 'data'; permission_level = 'CAN_VIEW' }
            @{ user_name = 'ada'; permission_level = 'CAN_VIEW' }
            @{ service_principal_name = 'app-1'; permission_level = 'CAN_MANAGE_RUN' }
        )
        $job | Get-DbxJobPermission | Where-Object { $_.PermissionLevel -eq 'CAN_VIEW' } | Revoke-DbxJobPermission
        "$($job | Get-DbxJobPermission)" | Should -Not -Match 'CAN_VIEW'
        "$($job | Get-DbxJobPermission)" | Should -Match 'app-1'
    }

    It 'that are inherited stay, with a warning' {
        $warnings = $null
        $nightly | Get-DbxJobPermission | Where-Object Inherited |
            Revoke-DbxJobPermission -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -Match 'inherited'
    }
}

Describe 'A principal' {
    It 'is needed, and only one: <Line>' -ForEach @(
        @{ Line = 'Grant-DbxJobPermission nightly CAN_VIEW'; Id = 'NoPrincipal' }
        @{ Line = 'Revoke-DbxJobPermission nightly'; Id = 'NoPrincipal' }
        @{ Line = 'Grant-DbxJobPermission nightly CAN_VIEW -User ada -Group data'; Id = 'SeveralPrincipals' }
        @{ Line = 'Revoke-DbxJobPermission nightly -User ada -Group data'; Id = 'SeveralPrincipals' }
    ) {
        Clear-TestWorkspace $local
        (Get-Failure { Invoke-Expression $Line }).FullyQualifiedErrorId | Should -BeLike "$Id,*"
        Get-Change | Should -BeNullOrEmpty
    }
}

Describe 'Get-DbxRun -Latest' {
    BeforeAll {
        $many = 1..20 | ForEach-Object { Add-TestJob -Name "many $_" }
        $first = $many[0] | Start-DbxJobRun -Wait
        $latest = $many[0], $many[1] | ForEach-Object { $_ | Start-DbxJobRun -Wait }
    }

    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'gives the latest run of each job, the newest first: <_>' -ForEach @(
        '$many[0], $many[1], $many[2] | Get-DbxRun -Latest'
        'Get-DbxRun "many 1", "many 2", "many 3" -Latest'
        '"many 1", "many 2", "many 3" | Get-DbxRun -Latest'
        'Get-DbxRun -JobId $many[0].JobId, $many[1].JobId -Latest'
        'Get-DbxRun -JobName "many *" -Latest'
        '$many | Get-DbxRun -Latest'
        '$first, $latest[1] | Get-DbxRun -Latest'
    ) {
        (Invoke-Expression $_).RunId | Should -Be $latest.RunId[1, 0]
    }

    It 'takes all jobs where none is named' {
        $runs = Get-DbxRun -Latest
        $expected = Get-DbxRun | Group-Object JobId | ForEach-Object { $_.Group[0] } | Sort-Object StartTime -Descending
        $runs.RunId | Should -Be $expected.RunId
        $runs.JobId | Should -Not -Contain $many[2].JobId
        @() | Get-DbxRun -Latest | Should -BeNullOrEmpty
    }

    It 'needs one request for many jobs with few runs' {
        $many | Get-DbxRun -Latest
        @(Get-TestRequest $local) | Should -HaveCount 1
    }

    It 'stops with -First' {
        (Get-DbxRun -Latest -First 1).RunId | Should -Be $latest[1].RunId
        (Get-DbxRun -Latest -Skip 1 -First 1).RunId | Should -Be $latest[0].RunId
    }

    It 'says how to filter the latest runs: <_>' -ForEach '-Result FAILED', '-State RUNNING', '-Name x' {
        $failure = Get-Failure { Invoke-Expression "Get-DbxRun -Latest $_" }
        $failure.FullyQualifiedErrorId | Should -BeLike 'LatestFilter,*'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'Get-DbxRun -Latest \| Where-Object State -eq FAILED'
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'reports names that no job has, and gives the runs of the others' {
        $errors = $null
        $runs = Get-DbxRun 'many 1', zz -Latest -ErrorAction SilentlyContinue -ErrorVariable errors
        $runs.RunId | Should -Be $latest[0].RunId
        $errors.TargetObject | Should -Be 'zz'
    }

    It 'applies the filters of the service before it takes the latest' {
        Set-DbxLocalTask only -DurationSeconds 1e9 -LocalWorkspace $local
        $active = $many[0] | Start-DbxJobRun
        ($many[0, 1] | Get-DbxRun -Latest).RunId | Should -Be $active.RunId, $latest[1].RunId
        ($many[0, 1] | Get-DbxRun -Latest -Active).RunId | Should -Be $active.RunId
        ($many[0, 1] | Get-DbxRun -Latest -Completed).RunId | Should -Be $latest.RunId[1, 0]
        $active | Stop-DbxRun
    }
}
