BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 1000 }
    $me = 'local.user@example.com'

    function Get-Change {
        Get-TestRequest $local -Path '*/permissions/*' | Where-Object Method -NE 'GET'
    }

    function Get-Access {
        param([long] $JobId)

        Get-DbxJobPermission $JobId | Where-Object Inherited -EQ $false | ForEach-Object { "$_" } | Sort-Object
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Grant-DbxJobPermission' {
    BeforeEach {
        $job = New-DbxJob @{ name = 'etl'; tasks = @() } -AccessControlList @{
            group_name = 'data'; permission_level = 'CAN_VIEW'
        }
        Clear-TestWorkspace $local
    }

    It 'gives <Type> a permission in one request and leaves the rest' -ForEach @(
        @{ Type = 'a user'; Who = @{ User = 'ada' }; Entry = 'user ada: CAN_MANAGE_RUN' }
        @{ Type = 'a group'; Who = @{ Group = 'ops' }; Entry = 'group ops: CAN_MANAGE_RUN' }
        @{ Type = 'a service principal'; Who = @{ ServicePrincipal = 'app-1' }
            Entry = 'service principal app-1: CAN_MANAGE_RUN' }
    ) {
        Grant-DbxJobPermission $job.JobId @Who -PermissionLevel CAN_MANAGE_RUN | Should -BeNullOrEmpty
        Get-TestRequest $local | Should -HaveCount 1
        (Get-Change).Method | Should -Be 'PATCH'
        Get-Access $job.JobId | Should -Be (@('group data: CAN_VIEW', "user ${me}: IS_OWNER", $Entry) | Sort-Object)
    }

    It 'changes the permission that a principal has' {
        Grant-DbxJobPermission $job.JobId -Group data -PermissionLevel can_manage
        Get-Access $job.JobId | Should -Be 'group data: CAN_MANAGE', "user ${me}: IS_OWNER"
    }

    It 'takes many jobs from the pipeline' {
        $jobs = 1..3 | ForEach-Object { Add-TestJob }
        $jobs | Grant-DbxJobPermission -Group ops -PermissionLevel CAN_VIEW
        $jobs.JobId | Grant-DbxJobPermission -Group qa -PermissionLevel CAN_VIEW
        $jobs | ForEach-Object { Get-Access $_.JobId | Should -HaveCount 3 }
    }

    It 'returns the permissions with -PassThru' {
        Grant-DbxJobPermission $job.JobId -User ada -PermissionLevel CAN_VIEW -PassThru |
            Should -BeOfType ([Databricks.Jobs.Permissions.JobPermissionEntry])
    }

    It 'passes ownership on: the owner before keeps CAN_MANAGE' {
        Grant-DbxJobPermission $job.JobId -User ada -PermissionLevel IS_OWNER
        Get-Access $job.JobId | Should -Be 'group data: CAN_VIEW', 'user ada: IS_OWNER', "user ${me}: CAN_MANAGE"
        Get-Change | Should -HaveCount 1
    }

    It 'does not give the owner less, and says what to do' {
        $failure = Get-Failure { Grant-DbxJobPermission $job.JobId -User $me -PermissionLevel CAN_VIEW }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidPermission,*'
        $failure.ToString() | Should -Match 'owns the job'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'IS_OWNER'
        Get-Access $job.JobId | Should -Be 'group data: CAN_VIEW', "user ${me}: IS_OWNER"
    }

    It 'does not make a group the owner' {
        (Get-Failure { Grant-DbxJobPermission $job.JobId -Group data -PermissionLevel IS_OWNER }).ToString() |
            Should -Match 'a user or a service principal'
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'names the levels there are for one that is misspelt' {
        $failure = Get-Failure { Grant-DbxJobPermission $job.JobId -User ada -PermissionLevel CAN_MANGE }
        $failure.ToString() | Should -Match "'CAN_MANGE' is not a known JobPermissionLevel; did you mean CAN_MANAGE\?"
        $failure.ToString() | Should -Match 'Allowed: CAN_MANAGE, CAN_MANAGE_RUN, CAN_VIEW, IS_OWNER'
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'offers the levels as completions' {
        $text = 'Grant-DbxJobPermission 1 -User ada -PermissionLevel CAN_M'
        (TabExpansion2 $text $text.Length).CompletionMatches.CompletionText | Should -Be 'CAN_MANAGE', 'CAN_MANAGE_RUN'
    }

    It 'takes one principal only' {
        { Grant-DbxJobPermission $job.JobId -User ada -Group data -PermissionLevel CAN_VIEW } | Should -Throw
    }

    It 'goes on after a job that there is not, and stops with -ErrorAction Stop' {
        { Grant-DbxJobPermission 4711, $job.JobId -User ada -PermissionLevel CAN_VIEW -ErrorAction Stop } |
            Should -Throw
        Get-Change | Should -HaveCount 1
        Grant-DbxJobPermission 4711, $job.JobId -User ada -PermissionLevel CAN_VIEW `
            -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
        $failure[0].TargetObject | Should -Be 4711
        Get-Access $job.JobId | Should -HaveCount 3
    }

    It 'sends nothing with -WhatIf' {
        Grant-DbxJobPermission $job.JobId -User ada -PermissionLevel CAN_VIEW -WhatIf
        Get-TestRequest $local | Should -BeNullOrEmpty
    }
}
