BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 1000 }
    $me = 'local.user@example.com'

    function Get-Change {
        Get-TestRequest $local -Path '*/permissions/*' | Where-Object Method -NE 'GET'
    }

    function Get-Access {
        param([long] $JobId)

        Get-DbxJobPermission $JobId | ForEach-Object { "$_" } | Sort-Object
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Revoke-DbxJobPermission' {
    BeforeEach {
        $job = New-DbxJob @{ tasks = @() } -Name etl -AccessControlList @(
            @{ group_name = 'data'; permission_level = 'CAN_VIEW' }
            @{ user_name = 'ada'; permission_level = 'CAN_MANAGE' }
            @{ service_principal_name = 'app-1'; permission_level = 'CAN_MANAGE_RUN' }
        )
        Clear-TestWorkspace $local
    }

    It 'takes away the permission of <Type> and leaves the rest' -ForEach @(
        @{ Type = 'a user'; Who = @{ User = 'ADA' }; Gone = 'user ada: CAN_MANAGE' }
        @{ Type = 'a group'; Who = @{ Group = 'data' }; Gone = 'group data: CAN_VIEW' }
        @{ Type = 'a service principal'; Who = @{ ServicePrincipal = 'app-1' }
            Gone = 'service principal app-1: CAN_MANAGE_RUN' }
    ) {
        $before = Get-Access $job.JobId
        Revoke-DbxJobPermission $job.JobId @Who | Should -BeNullOrEmpty
        Get-Access $job.JobId | Should -Be ($before | Where-Object { $_ -ne $Gone })
        (Get-Change).Body | Should -Not -Match 'admins'
    }

    It 'takes many jobs from the pipeline' {
        $jobs = 1..3 | ForEach-Object {
            New-DbxJob @{ name = $_; tasks = @() } -AccessControlList @{
                user_name = 'leaver'; permission_level = 'CAN_VIEW'
            }
        }
        $jobs | Revoke-DbxJobPermission -User leaver
        $jobs | ForEach-Object { Get-Access $_.JobId | Should -HaveCount 2 }
    }

    It 'returns the permissions with -PassThru' {
        Revoke-DbxJobPermission $job.JobId -User ada -PassThru | Should -HaveCount 4
    }

    It 'never takes the job from its owner' {
        $failure = Get-Failure { Revoke-DbxJobPermission $job.JobId -User $me }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidPermission,*'
        $failure.TargetObject | Should -Be $job.JobId
        $failure.ToString() | Should -Match "user $me owns the job"
        $failure.ErrorDetails.RecommendedAction | Should -Match 'Grant-DbxJobPermission'
        Get-Change | Should -BeNullOrEmpty
    }

    It 'says that what is inherited is not the job''s to take away' {
        (Get-Failure { Revoke-DbxJobPermission $job.JobId -Group admins }).ToString() |
            Should -Match 'by inheritance from /jobs/'
        Get-Change | Should -BeNullOrEmpty
    }

    It 'warns of a principal that has no permission, and sends nothing' {
        Revoke-DbxJobPermission $job.JobId -User data -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -Match 'user data has no permission'
        Get-Change | Should -BeNullOrEmpty
    }

    It 'goes on after a job that there is not, and stops with -ErrorAction Stop' {
        { Revoke-DbxJobPermission 4711, $job.JobId -User ada -ErrorAction Stop } | Should -Throw
        Get-Change | Should -BeNullOrEmpty
        Revoke-DbxJobPermission 4711, $job.JobId -User ada -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
        Get-Access $job.JobId | Should -HaveCount 4
    }

    It 'sends nothing with -WhatIf' {
        Revoke-DbxJobPermission $job.JobId -User ada -WhatIf
        Get-TestRequest $local | Should -BeNullOrEmpty
    }
}
