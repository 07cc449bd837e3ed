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
    @{ Line = 'Remove-DbxJob {0} -WhatIf' }
) {
    It 'sends the requests of the id, after one list request' {
        $ofId = @(Get-RequestLine ($Line -f $nightly.JobId))
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

    It 'give the whole job' {
        (Get-DbxJob nightly).Settings.Tasks.TaskKey | Should -Be 'a', 'b'
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
        $job = New-DbxJob -Name shared -AccessControlList @(
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
