BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 1000 }
    $job = New-DbxJob @{ tasks = @() } -Name etl -AccessControlList @(
        @{ group_name = 'data'; permission_level = 'CAN_MANAGE_RUN' }
        @{ service_principal_name = 'app-1'; permission_level = 'CAN_VIEW' }
    )
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Get-DbxJobPermission' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'gives one flat entry for each permission' {
        $entries = Get-DbxJobPermission $job.JobId
        $entries | Should -BeOfType ([Databricks.Jobs.Permissions.JobPermissionEntry])
        $entries | ForEach-Object { "$_" } | Sort-Object | Should -Be @(
            'group admins: CAN_MANAGE (inherited)'
            'group data: CAN_MANAGE_RUN'
            'service principal app-1: CAN_VIEW'
            'user local.user@example.com: IS_OWNER'
        )
        $entries.JobId | Select-Object -Unique | Should -Be $job.JobId
        $entries.PrincipalType | Sort-Object -Unique | Should -Be 'group', 'service_principal', 'user'
        ($entries | Where-Object Inherited).InheritedFrom | Should -Be '/jobs/'
    }

    It 'takes jobs and ids from the pipeline' {
        ($job | Get-DbxJobPermission) | Should -HaveCount 4
        ($job.JobId | Get-DbxJobPermission) | Should -HaveCount 4
        ([pscustomobject]@{ job_id = $job.JobId } | Get-DbxJobPermission) | Should -HaveCount 4
    }

    It 'shows a table that fits' {
        $text = Get-DbxJobPermission $job.JobId | Out-String -Width 80
        $text | Should -Match "JobId: $($job.JobId)"
        $text | Should -Match 'Principal\s+(PrincipalType\s+)?PermissionLevel\s+InheritedFrom'
        $text | Should -Match 'admins\s+(group\s+)?CAN_MANAGE\s+/jobs/'
    }

    It 'says that there is no such job, and goes on' {
        $entries = Get-DbxJobPermission 4711, $job.JobId -ErrorAction SilentlyContinue -ErrorVariable failure
        $entries | Should -HaveCount 4
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
        $failure[0].TargetObject | Should -Be 4711
    }

    It 'stops with -ErrorAction Stop' {
        { Get-DbxJobPermission 4711, $job.JobId -ErrorAction Stop } | Should -Throw
        Get-TestRequest $local | Should -HaveCount 1
    }
}
